// A value or a letter, opened: its bytes and fields, how it was made, how to make it again.

export { copied, inspector, known } from '../inspector/index.js';
export { hands } from '../inspector/hands.js';
export { sheets } from '../inspector/sheets.js';
export { sampleOf } from '../recipes/sample.js';
import { css as dress } from '../inspector/css.js';
import { css as book } from '../recipes/css.js';

export const css = { inspector: dress, recipes: book };
