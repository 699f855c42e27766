// The way to the letter that is in the air: whoever likes touches it. As data; pure.

import { button } from '../bar.js';
import { say } from '../prose/index.js';

/** Always in its place, and of use where a letter flies that is no alert. @param {import('../types.js').Transcript} t @param {import('../types.js').Frame} frame @param {import('../prose/index.js').Prose} words */
export function touch(t, frame, words) {
  const letter = t.scenes[frame.index]?.letter ?? -1;
  const flies = letter >= 0 && !t.letters[letter].id.endsWith('_alert');
  const name = say(words, ['whatif', 'words', 'touch']);
  return button(`whatif:touch/${letter}`, name, name, { key: 'touch', 'aria-disabled': flies ? null : 'true' });
}
