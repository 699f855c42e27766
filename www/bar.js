// The controls under the stage, as data. Pure.

import { lately } from './memo.js';
import { h } from './shape.js';
import { say, variant } from './prose/index.js';
import { SPEEDS } from './choice.js';
import { rests } from './update.js';

/** @typedef {import('./update.js').State} State */
/** @typedef {import('./types.js').Frame} Frame */
/** @typedef {import('./prose/index.js').Prose} Prose */

/** Drawn on a 24 × 24 grid. */
const ICONS = {
  play: 'M7 4L20 12L7 20Z',
  pause: 'M6 4H10V20H6ZM14 4H18V20H14Z',
  next: 'M5 4L15 12L5 20ZM16 4H19V20H16Z',
  previous: 'M19 4L9 12L19 20ZM5 4H8V20H5Z',
  restart: 'M12 4A8 8 0 1 0 20 12H17A5 5 0 1 1 12 7V11L19 5.5L12 0Z',
  dice: 'M4 2h16q2 0 2 2v16q0 2-2 2H4q-2 0-2-2V4q0-2 2-2ZM5.2 7.5a2.3 2.3 0 1 0 4.6 0 2.3 2.3 0 1 0-4.6 0ZM9.7 12a2.3 2.3 0 1 0 4.6 0 2.3 2.3 0 1 0-4.6 0ZM14.2 16.5a2.3 2.3 0 1 0 4.6 0 2.3 2.3 0 1 0-4.6 0Z',
};

/** @param {keyof typeof ICONS} name */
export const icon = (name) =>
  h('svg', { viewBox: '0 0 24 24', class: 'icon', 'aria-hidden': 'true', focusable: 'false' }, h('path', { d: ICONS[name], 'fill-rule': 'evenodd', fill: 'currentColor' }));

/** A button that sends an intent. @param {string} act @param {string} label @param {any} inner @param {Record<string, any>} [more] */
export const button = (act, label, inner, more = {}) =>
  h('button', { type: 'button', 'data-act': act, 'aria-label': inner === label ? null : label, title: inner === label ? null : label, key: act, ...more }, inner);

/**
 * @param {State} state @param {Frame} frame @param {Prose} words
 */
export function bar(state, frame, words) {
  const line = /** @type {import('./timeline.js').Timeline} */ (state.line);
  return [
    transport(words, line.cues.length, frame.index, frame.number, frame.p === 1, state.mode === 'run', state.t >= line.duration, rests(state)),
    track(state, frame, words),
    chapters(words, line, frame.chapter, state.transcript),
  ];
}

// The time goes on by itself; the rest is as it was most of the time.
const transport = lately((/** @type {Prose} */ words, /** @type {number} */ total, /** @type {number} */ index, /** @type {number} */ number, /** @type {boolean} */ still, /** @type {boolean} */ playing, /** @type {boolean} */ ended, /** @type {number} */ rest) => {
  const ui = (/** @type {string} */ id, /** @type {any} */ values = undefined) => say(words, ['ui', id], values);
  return h('div', { class: 'transport', key: 'transport', role: 'group', 'aria-label': ui('player') },
    button('restart', ui('restart'), icon('restart')),
    button('previous', ui('previous'), icon('previous'), { 'aria-disabled': index === 0 ? 'true' : null }),
    button('toggle', playing ? ui('pause') : ended ? ui('replay') : ui('play'), [icon(playing ? 'pause' : 'play'), h('span', { class: 'word', key: playing ? 'pause' : 'play' }, playing ? ui('pause') : ui('play'))], { class: 'primary' }),
    button('next', ui('next'), icon('next'), { 'aria-disabled': index === total - 1 && still ? 'true' : null }),
    h('span', { class: 'counter', key: `counter:${number}`, 'aria-hidden': 'true' }, ui('counter', { n: number, total }), rest > 0 && h('small', { key: 'rest' }, ui('goesOn', { n: rest }))));
});

/** @param {State} state @param {Frame} frame @param {Prose} words */
function track(state, frame, words) {
  const line = /** @type {import('./timeline.js').Timeline} */ (state.line);
  return h('div', { class: 'track', key: 'track' },
    ticks(line, frame.chapter),
    h('input', {
      type: 'range', key: 'scrubber', class: 'scrubber', min: 0, max: Math.round(line.duration), step: 250, value: String(Math.round(state.t)),
      'data-input': 'seek', 'aria-label': say(words, ['ui', 'scrubber']), 'aria-valuetext': say(words, ['ui', 'scrubberValue'], { n: frame.number, total: line.cues.length, title: say(words, ['scenes', frame.id, 'title']) }),
    }));
}

const ticks = lately((/** @type {import('./timeline.js').Timeline} */ line, /** @type {string} */ here) =>
  h('svg', { class: 'ticks', viewBox: `0 0 ${Math.round(line.duration)} 10`, preserveAspectRatio: 'none', 'aria-hidden': 'true', key: 'ticks' },
    line.chapters.map((chapter, i) => h('rect', { key: chapter.id, x: chapter.start, y: 0, width: chapter.end - chapter.start, height: 10, class: `tick${i % 2}${chapter.id === here ? ' here' : ''}` }))));

const chapters = lately((/** @type {Prose} */ words, /** @type {import('./timeline.js').Timeline} */ line, /** @type {string} */ here, /** @type {import('./types.js').Transcript|null} */ t) =>
  h('div', { class: 'chapters', key: 'chapters', role: 'group', 'aria-label': say(words, ['ui', 'chapters']) },
    line.chapters.map((chapter, i) => {
      const name = say(words, ['chapters', chapter.id, 'name']);
      return button(`chapter:${i + 1}`, say(words, ['ui', 'chapterValue'], { n: i + 1, name }), [h('b', { key: 'n' }, `${i + 1} `), h('span', { class: 'name', key: 's' }, name)], { 'aria-label': null, title: say(words, ['chapters', chapter.id, 'about'], {}, t ? variant(t) : {}), 'aria-current': chapter.id === here ? 'step' : null });
    })));

/** What stands under the sentence. @param {State} state @param {Prose} words @param {import('./types.js').Shape|false} touch the way to the letter in the air */
export function tools(state, words, touch) {
  const ui = (/** @type {string} */ id, /** @type {any} */ values = undefined) => say(words, ['ui', id], values);
  // What was captured cannot be played another way.
  const own = Boolean(state.transcript?.origin);
  return h('div', { class: 'tools', key: 'tools' },
    group('reads', ui('groupReads'), [
      choice('level', ui('level'), Object.entries(words.levels), state.level, ui('levelHint')),
      choice('view', ui('view'), [['stage', ui('stage')], ['sequence', ui('diagram')]], state.view),
      choice('speed', ui('speed'), SPEEDS.map((s) => [String(s), ui('speedValue', { rate: s })]), String(state.speed)),
    ]),
    group('tries', ui('groupTries'), [
      !own && button('shuffle', ui('newRandomness'), [icon('dice'), h('span', { key: 'w' }, ui('newRandomness'))], { class: 'wide', title: ui('newRandomnessHint') }),
      !own && toggle('settings', ui('settingsOpen'), state),
      !own && toggle('whatif', say(words, ['whatif', 'words', 'title']), state),
      touch,
      toggle('capture', say(words, ['capture', 'title']), state),
    ]),
    group('looks', ui('groupLooks'), [
      toggle('ledger', ui('ledger'), state),
      toggle('check', say(words, ['check', 'title']), state),
    ]),
    group('takes', ui('groupTakes'), [
      !own && toggle('link', ui('copyLink'), state),
      toggle('take', say(words, ['take', 'words', 'title']), state),
      button('print', ui('print'), ui('print')),
    ]));
}

/** Tools that belong together, under a word. @param {string} id @param {string} label @param {any[]} inner */
const group = (id, label, inner) =>
  h('div', { class: 'group', key: id, role: 'group', 'aria-labelledby': `g-${id}` }, h('span', { class: 'label', id: `g-${id}`, key: 'l' }, label), h('div', { class: 'some', key: 's' }, inner));

/** @param {string} panel @param {string} label @param {State} state */
const toggle = (panel, label, state) =>
  button(`panel:${panel}`, label, label, { 'aria-expanded': state.panel === panel ? 'true' : 'false' });

/** A labelled list of choices. @param {string} name @param {string} label @param {[string, string][]} options @param {string} value @param {string} [hint] */
export const choice = (name, label, options, value, hint = '') =>
  h('label', { class: 'choice', key: `choice:${name}`, title: hint || null }, h('span', { key: 'l' }, label),
    h('select', { key: 's', 'data-input': name, value }, options.map(([id, said]) => h('option', { value: id, key: id, selected: id === value }, said))));
