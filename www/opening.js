// The first picture, which needs little: who is who, before anything happens. Pure.

import { pictured } from './scene.js';
import { parties, tcp } from './scenes/parties.js';

/** Scenes that it can draw. @type {Record<string, import('./scenes/index.js').SceneDrawing>} */
export const OPENING = { parties, tcp };

export const opening = pictured({ scenes: OPENING });
