// The row of buttons that copy something. Pure.

import { h } from '../shape.js';
import { say } from '../prose/index.js';
import { FORMATS } from './copy.js';

/** @param {string} what `SHEET` for all of it, `SHEET/ROW` for one field @param {string} name @param {import('../prose/index.js').Prose} words @param {string} copied */
export const copies = (what, name, words, copied) =>
  h('p', { class: 'row copies', key: `copies:${what}`, role: 'group', 'aria-label': say(words, ['inspector', 'copy'], { name }) },
    h('span', { key: 'l', 'aria-hidden': 'true' }, say(words, ['inspector', 'copyAs'], { name })),
    FORMATS.map((format) => h('button', { type: 'button', key: format, 'data-act': `copy-as:${what}/${format}` }, say(words, ['inspector', 'formats', format]))),
    copied.startsWith(`copy-as:${what}/`) && h('span', { key: 'ok', role: 'status' }, say(words, ['ui', 'copied'])));
