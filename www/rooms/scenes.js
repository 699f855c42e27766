// Every scene, drawn; and all of them on paper. And what the reader does, since now there is something to do.

export { handout } from '../handout.js';
export { picture } from '../picture.js';
export { Reader } from '../player/reader.js';
export { rehearsal } from '../rehearsal.js';
export { stopwatch } from '../player/stopwatch.js';
