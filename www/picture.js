// Every scene as a picture. Pure.

import { pictured } from './scene.js';
import { caught, reveal } from './scenes/hands.js';
import { SCENES } from './scenes/index.js';
import { kit } from './scenes/kit.js';
import { shelves } from './shelves.js';

export const picture = pictured({ scenes: SCENES, caught, reveal, equip: kit, lay: shelves });
