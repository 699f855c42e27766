// Every scene, drawn; and all of them on paper.

export { handout } from '../handout.js';
export { picture } from '../picture.js';
