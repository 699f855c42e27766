// What is painted as soon as it comes is not asked for again and again until then.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prose, whole } from '../../www/prose/index.js';

globalThis.CSSStyleSheet = class {
  replaceSync() {}
};
const { Doors } = await import('../../www/player/doors.js');

const later = (ms = 0) => new Promise((done) => setTimeout(done, ms));

test('one player has no words yet, while another has fetched all of them: it waits for its own', async () => {
  const blank = prose('en');
  const all = await whole('en');
  assert.notEqual(blank, all);
  // Its own come with a task of their own; whoever only spins never lets that run.
  const player = { words: blank, came: [], refused: [] };
  const own = later(20).then(() => {
    player.words = all;
  });
  const doors = new Doors({
    get words() { return player.words; },
    worded: () => own,
    theatre: { state: { problems: {} }, send: (intent) => player.refused.push(intent) },
    voice: { live() {} },
    came(name) {
      player.came.push(name);
      if (player.came.length > 50) throw new Error('it is asked for again and again');
      // Everything is painted anew, and asks for what it needs.
      doors.want('words');
    },
  });
  doors.want('words');
  doors.want('words');
  await later(60);
  assert.deepEqual(player.came, ['words']);
  assert.deepEqual(player.refused, []);
});
