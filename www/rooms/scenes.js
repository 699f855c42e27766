// Every scene, drawn; and all of them on paper. And what the reader does, since now there is something to do.

import { css as start } from '../player/invitation.js';
import { panels, print } from '../wardrobe.js';

export { handout } from '../handout.js';
export { picture } from '../picture.js';
export { Dealer } from '../player/dealer.js';
export { invitation } from '../player/invitation.js';
export { rehearsal } from '../rehearsal.js';
export { stopwatch } from '../player/stopwatch.js';
export { values } from '../values.js';

export const css = { panels, start, print };
