// What if …: the reader becomes the Eavesdropper. A list of lessons, a letter to be touched, and what came
// of it. As data; pure. A new lesson is an entry in lessons.js and its words.

import { h } from '../shape.js';
import { button } from '../bar.js';
import { fill, say } from '../prose/index.js';
import { beyond, frontOf, way } from './behind.js';
import { tampered } from './honest.js';
import { lessonOf, LESSONS, MORE } from './lessons.js';
import { describe, editor } from './edit.js';
import { discovery, known, touched, unnoticed } from './story.js';
import { LEAKS, oracle } from './oracle.js';
import { theft } from './theft.js';

/** @typedef {import('../update.js').State} State */
/** @typedef {import('../types.js').Frame} Frame */
/** @typedef {import('../types.js').Transcript} Transcript */
/** @typedef {import('../prose/index.js').Prose} Prose */

/** Every lesson, those with a view of their own too. @type {import('./lessons.js').Lesson[]} */
export const ALL = [...LESSONS, ...MORE, { id: 'theft', view: theft }, { id: 'oracle', view: oracle }];

/** The lesson that is open and has a view of its own, also while its link is copied. What was played is told by the run. @param {State} state */
export function opened({ panel, under, transcript, whatif }) {
  const open = (panel === 'link' ? under : panel) === 'whatif' && whatif.letter < 0;
  const lesson = open && transcript && !tampered(transcript) && ALL.find(({ id, view }) => view && id === whatif.lesson);
  return lesson ? lesson.id : '';
}

/** What the server of the padding oracle gives away, where that lesson is open and it is not what it gives away unless told otherwise. @param {State} state */
export const leaking = (state) => (opened(state) === 'oracle' && state.oracle.leak !== LEAKS[0] ? state.oracle.leak : '');

/** @param {Prose} words */
const sayer = (words) => (/** @type {string} */ id, /** @type {any} */ values = undefined) => say(words, ['whatif', 'words', id], values);

/** What the braces of a lesson stand for. @param {Transcript} t @param {Prose} words */
export function values(t, words) {
  const found = discovery(t);
  const server = t.certificates[0];
  return {
    party: found ? say(words, ['whatif', 'who', found.who]) : '',
    check: found?.check ? say(words, ['checks', found.check.id, 'name']) : '',
    alert: t.outcome.failure?.alert,
    code: t.outcome.failure?.code,
    serverName: t.scenario.serverName,
    until: server && new Intl.DateTimeFormat(words.meta.lang, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(server.notAfter)),
  };
}

/** @param {State} state @param {Prose} words */
export function panel(state, words) {
  const t = /** @type {Transcript} */ (state.transcript);
  const word = sayer(words);
  const chosen = ALL.find((lesson) => lesson.id === state.whatif.lesson);
  const touching = state.whatif.letter >= 0;
  return h('section', { class: 'whatif', key: 'whatif', 'aria-label': word('title') },
    h('header', { key: 'head' }, h('h3', { key: 'h', tabindex: -1, 'data-focus': 'whatif' }, word('title')), button('panel:whatif', say(words, ['ui', 'close']), '✕', { class: 'small' })),
    h('p', { key: 'about' }, word('about')),
    h('div', { class: 'options', key: 'lessons', role: 'group', 'aria-label': word('tricks') },
      ALL.map(({ id }) => {
        const name = say(words, ['whatif', 'lessons', id, 'name']);
        return button(`whatif:lesson/${id}`, name, name, { 'aria-pressed': !touching && id === chosen?.id ? 'true' : 'false' });
      }),
      button('whatif:touch', word('own'), word('own'), { 'aria-pressed': touching ? 'true' : 'false' })),
    !touching && chosen && h('section', { class: 'lesson', key: `lesson:${chosen.id}`, 'aria-label': say(words, ['whatif', 'lessons', chosen.id, 'name']) },
      h('p', { key: 'before', class: 'plain' }, say(words, ['whatif', 'lessons', chosen.id, 'before'])),
      chosen.plan && h('p', { class: 'row', key: 'fly' }, button(`whatif:play/${chosen.id}`, word('fly'), word('fly'), { class: 'primary' })),
      chosen.view?.(state, words)),
    touching && editor(state, t, words));
}

/** What has been done to this run, and what came of it: always seen while it is not honest. @param {State} state @param {Frame} frame @param {Prose} words */
export function strip(state, frame, words) {
  const t = /** @type {Transcript} */ (state.transcript);
  const word = sayer(words);
  if (frontOf(t)) return beyond(t, words);
  const out = known(t, frame);
  return h('section', { class: 'whatif hands', key: 'strip', 'aria-label': word('tampered') },
    h('p', { key: 'what', tabindex: -1, 'data-focus': 'hands' }, h('b', { key: 'b' }, `${word('tampered')}: `), done(t, words).join(' · ')),
    out ? verdict(t, words) : h('p', { key: 'wait' }, word('wait')),
    h('p', { class: 'row', key: 'row' },
      button('whatif:honest', word('back'), word('back'), { class: out ? 'primary' : null }),
      button('whatif:tour', word('show'), word('show')),
      way(t, words)));
}

/** All that was done, a sentence each. @param {Transcript} t @param {Prose} words @returns {string[]} */
export const done = (t, words) => [
  ...(t.scenario.middle ? [say(words, ['whatif', 'papers', t.scenario.middle])] : []),
  ...(t.scenario.identity ? [say(words, ['whatif', 'papers', t.scenario.identity])] : []),
  ...(t.scenario.tampering ?? []).map((change) => describe(t, change, words)),
];

/** Who noticed, at which check, with which alert, and what did not notice. @param {Transcript} t @param {Prose} words */
function verdict(t, words) {
  const word = sayer(words);
  const found = discovery(t);
  const failure = t.outcome.failure;
  const lesson = lessonOf(t);
  const says = lesson && words.whatif.lessons[lesson];
  const held = unnoticed(t);
  const all = values(t, words);
  return h('div', { key: 'verdict', class: 'verdict' },
    found && h('p', { key: 'who' }, h('b', { key: 'b' }, word(found.check ? 'noticed' : 'reading', all)), ` ${say(words, ['failures', found.failure.fault])}`),
    failure
      ? h('p', { key: 'alert', class: 'alarm' }, h('b', { key: 'b' }, word('alarm', all)), ` ${say(words, ['alerts', failure.alert, 'says'])} `, failure.rfc)
      : h('p', { key: 'alert', class: 'alarm' }, h('b', { key: 'b' }, word('nobody')), ` ${say(words, ['outcomes', t.outcome.kind])}`),
    held.length > 0 && h('p', { key: 'held' }, `${word('silent')}: `, held.map((beat) => say(words, ['checks', beat.check?.id ?? '', 'name'])).join(', '), '.'),
    says && h('p', { key: 'after', class: 'after' }, fill(!failure && says.silence ? says.silence : says.after, all)));
}

/** The sentence for those who hear the page. @param {Transcript} t @param {Prose} words */
export const heard = (t, words) => sayer(words)(touched(t) ? 'flew' : 'honest', { what: done(t, words).join('. ') });
