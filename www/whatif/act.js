// What the reader does as the Eavesdropper: words of `data-act="whatif:…"` and of the inputs. The core
// plays every change at once, so that what is shown is what would arrive.

import { say } from '../prose/index.js';
import { ALL, heard } from './panel.js';
import { behindOf, frontOf } from './behind.js';
import { HONEST } from './honest.js';
import { altered, MANNERS, stand } from './middle.js';
import { LEAKS } from './oracle.js';
import { pair } from './theft.js';
import { tour } from './story.js';

/** @typedef {import('../types.js').Scenario} Scenario */
/** @typedef {import('../types.js').Tampering} Tampering */
/** @typedef {import('../types.js').Transcript} Transcript */
/**
 * @typedef {object} Stage what the element lends
 * @property {import('../update.js').State} state
 * @property {(intent: any) => void} send
 * @property {{scenario: Scenario, adopt: (t: Transcript) => void}} session
 * @property {() => Promise<import('../core.js').Core>} load
 * @property {() => import('../aside.js').Aside} hire  a thread for long work
 * @property {(changes: Scenario) => Promise<boolean>} deal
 * @property {import('../prose/index.js').Prose} words
 * @property {(said: string) => void} live
 * @property {(panel: string) => void} focus
 * @property {(at: string) => void} look  the stage comes into view, and the focus goes there
 */

/** @param {Stage} stage @param {string} rest behind `whatif:` */
export async function act(stage, rest) {
  const [verb, ...args] = rest.split('/');
  const { state, send, session, words } = stage;
  const { whatif } = state;
  const t = /** @type {Transcript} */ (state.transcript);
  const front = frontOf(t);
  if (front && verb === 'touch') {
    // What is touched are letters of the connection that is played.
    session.adopt(front);
    return act(stage, 'touch');
  }
  const set = (/** @type {Partial<import('../update.js').Whatif>} */ patch) => send({ type: 'whatif', patch });
  const number = (/** @type {number} */ i) => Number(args[i]);
  const word = (/** @type {string} */ id) => say(words, ['whatif', 'words', id]);

  /** Tries edits out. @param {Tampering[]} edits */
  const attempt = async (edits) => {
    const core = await stage.load();
    try {
      const fork = core.play({ ...session.scenario, tampering: edits });
      set({ edits, fork, problem: '', value: '' });
    } catch (cause) {
      set({ problem: fault(words, cause) });
    }
  };
  /** One more edit, of the letter that is open; what was done to later ones is void. @param {Omit<Tampering, 'letter'>} edit */
  const edit = (edit) => attempt([...whatif.edits.filter((e) => e.letter <= whatif.letter), { letter: whatif.letter, ...edit }]);
  /** Opens a letter. @param {number} letter */
  const open = (letter) => {
    const edits = t.scenario.tampering ?? [];
    set({ letter, at: Math.min(20, (t.letters[letter]?.bytes.length ?? 1) - 1), edits, fork: t, problem: '', value: '' });
  };
  /** Plays it, and goes where it is worth a look. @param {Scenario} changes */
  const fly = async (changes) => {
    if (!(await stage.deal(changes))) return;
    const now = /** @type {Transcript} */ (stage.state.transcript);
    set({ letter: -1, edits: [], fork: null, problem: '' });
    send({ type: 'tour', scenes: tour(now) });
    stage.look('[data-focus=hands]');
    stage.live(heard(now, words));
  };

  switch (verb) {
    case 'lesson':
      set({ lesson: args[0], letter: -1, problem: '' });
      break;
    case 'study':
      if (!ALL.some(({ id }) => id === args[0])) {
        send({ type: 'refuse', field: 'lesson', message: say(words, ['faults', 'unknown_lesson'], { value: args.join('/') }) });
        break;
      }
      send({ type: 'accept', field: 'lesson' });
      if (args[1] && !LEAKS.some((id) => id === args[1])) send({ type: 'refuse', field: 'lesson', message: say(words, ['faults', 'unknown_leak'], { value: args.slice(1).join('/') }) });
      else if (args[1]) await act(stage, `leak/${args[1]}`);
      if (state.panel !== 'whatif') send({ type: 'panel', panel: 'whatif' });
      set({ lesson: args[0], letter: -1, problem: '' });
      if (args[0] === 'theft') await act(stage, 'steal');
      break;
    case 'touch': {
      send({ type: 'pause' });
      if (state.panel !== 'whatif') send({ type: 'panel', panel: 'whatif' });
      const here = t.scenes.find((s) => s.id === args[0])?.letter;
      open(args.length ? number(0) : here ?? 0);
      stage.focus('whatif');
      break;
    }
    case 'letter':
      set({ letter: number(0), at: 0, value: '', problem: '' });
      break;
    case 'byte':
      set({ at: Math.max(0, Math.floor(number(0)) || 0), value: '', problem: '' });
      break;
    case 'value':
      set({ value: args[0] ?? '', problem: '' });
      break;
    case 'flip':
      await edit({ change: 'flip', offset: offsetOf(whatif, t), mask: number(0) });
      break;
    case 'write': {
      const value = whatif.value.trim().toLowerCase();
      if (!/^[0-9a-f]{2}$/.test(value)) set({ problem: word('badHex') });
      else await edit({ change: 'replace', offset: offsetOf(whatif, t), length: 1, bytes: value });
      break;
    }
    case 'delete':
      await edit({ change: 'delete', offset: number(0), length: number(1) });
      break;
    case 'cut':
      await edit({ change: 'cut', length: number(0) });
      break;
    case 'drop':
    case 'duplicate':
    case 'swap':
      await edit({ change: verb });
      break;
    case 'records':
      await edit({ change: 'swap_records', record: 0 });
      break;
    case 'undo':
      await attempt(whatif.edits.filter((_, i) => i !== number(0)));
      break;
    case 'go':
      await fly({ tampering: whatif.edits });
      break;
    case 'play': {
      const core = await stage.load();
      const lesson = ALL.find((l) => l.id === args[0]);
      const honest = { ...session.scenario, ...HONEST, suites: whatif.suites ?? t.scenario.suites };
      if (!lesson?.plan) return;
      const plan = lesson.plan(core.play(honest), altered(state, words));
      set({ suites: plan.suites ? honest.suites : null, lesson: lesson.id });
      await fly({ ...HONEST, suites: honest.suites, ...plan });
      break;
    }
    case 'honest': {
      const scenes = tour(t);
      if (await stage.deal({ ...HONEST, ...(whatif.suites ? { suites: whatif.suites } : {}) })) {
        set({ suites: null, letter: -1, edits: [], fork: null });
        send({ type: 'show', scene: scenes[0] });
        stage.look('.story h2');
        stage.live(word('honest'));
      }
      break;
    }
    case 'altered':
      set({ altered: args.join('/') });
      break;
    case 'middle': {
      const core = await stage.load();
      const instead = altered(state, words);
      try {
        set({ middle: MANNERS.map((manner) => core.play({ ...session.scenario, ...HONEST, ...stand(manner, instead) })) });
        stage.live(say(words, ['whatif', 'middle', 'after']));
      } catch (cause) {
        send({ type: 'refuse', field: 'altered', message: fault(words, cause, { limit: 1024, count: new TextEncoder().encode(instead).length }) });
      }
      break;
    }
    case 'resume': {
      const resume = args[0] === 'first' ? undefined : args[0];
      if (await stage.deal({ ...HONEST, resume })) {
        set({ letter: -1, edits: [], fork: null });
        send({ type: 'goto', scene: resume ? 'again' : 'parties' });
        stage.look('.story h2');
      }
      break;
    }
    case 'behind':
    case 'front': {
      const other = verb === 'front' ? front : behindOf(t);
      if (!other) break;
      set({ letter: -1, edits: [], fork: null });
      session.adopt(other);
      if (verb === 'behind' && !args.length) send({ type: 'show', scene: 'parties' });
      stage.look('.story h2');
      break;
    }
    case 'tour':
      send({ type: 'tour', scenes: tour(t) });
      stage.look('[data-focus=hands]');
      break;
    case 'leak':
      send({ type: 'oracle', patch: { leak: LEAKS.find((id) => id === args[0]) ?? LEAKS[0], run: null, playing: false } });
      break;
    case 'narrowing':
      send({ type: 'oracle', patch: { at: number(0), playing: false } });
      break;
    case 'watch': {
      const { at, playing, run } = state.oracle;
      const last = (run?.rounds.length ?? 1) - 1;
      send({ type: 'oracle', patch: { playing: !playing, at: !playing && at >= last ? 0 : at } });
      break;
    }
    case 'ask': {
      const { leak } = state.oracle;
      const run = await aside(stage, 'ask', 'bleichenbacher', [t.scenario.seed, leak]);
      if (!run) break;
      send({ type: 'oracle', patch: { run, at: 0, playing: run.rounds.length > 1 } });
      const said = run.secret ? 'heard' : 'silent';
      stage.live(say(words, ['whatif', 'oracle', said], { n: run.asked, value: String.fromCharCode(...(run.secret ?? [])), alert: run.answers.join(', ') }));
      break;
    }
    case 'ours': {
      const core = await stage.load();
      const [suite] = pair(t.suite?.name ?? '', core.suites().map((s) => s.name));
      const ours = await aside(stage, 'ours', 'askOurs', [{ ...session.scenario, ...HONEST, suites: [suite] }]);
      if (!ours) break;
      send({ type: 'oracle', patch: { ours } });
      stage.live(say(words, ['whatif', 'oracle', 'same'], { n: ours.length }));
      break;
    }
    case 'steal': {
      const core = await stage.load();
      const suites = pair(t.suite?.name ?? '', core.suites().map((s) => s.name));
      const theft = suites.map((suite) => core.play({ ...session.scenario, ...HONEST, suites: [suite], stolenKey: true }));
      set({ theft });
      stage.live(say(words, ['whatif', 'lessons', 'theft', 'after']));
      break;
    }
  }
}

/** Why the core did not play it. @param {import('../prose/index.js').Prose} words @param {any} cause @param {Record<string, number>} [more] */
const fault = (words, cause, more) => say(words, ['faults', cause?.kind ?? 'unknown'], { value: cause?.value, reason: cause?.message, ...more });

/** The byte that is chosen, in the letter as it is by now. @param {import('../update.js').Whatif} whatif @param {Transcript} t */
function offsetOf(whatif, t) {
  const letter = (whatif.fork ?? t).letters[whatif.letter];
  return Math.min(whatif.at, (letter.arrived ?? letter).bytes.length - 1);
}

/**
 * Lets a thread of its own ask. Nothing where there can be none, or where something else is shown by then.
 * @param {Stage} stage @param {'ask'|'ours'} job @param {string} name of the core's @param {any[]} args
 */
async function aside(stage, job, name, args) {
  const { send, words } = stage;
  const { transcript, oracle } = stage.state;
  const stale = () => stage.state.transcript !== transcript || stage.state.oracle.leak !== oracle.leak;
  const helper = stage.hire();
  send({ type: 'oracle', patch: { busy: { job, asked: 0 }, problem: '' } });
  try {
    const report = ({ asked = 0 }) => !stale() && send({ type: 'oracle', patch: { busy: { job, asked } } });
    const answer = await helper.ask(name, args, { report });
    return stale() ? undefined : answer;
  } catch (cause) {
    const known = /** @type {any} */ (cause);
    if (known?.name === 'AbortError') return undefined;
    const problem = known?.kind === 'no_worker' ? say(words, ['keys', 'noWorker']) : fault(words, cause);
    send({ type: 'oracle', patch: { problem } });
    return undefined;
  } finally {
    send({ type: 'oracle', patch: { busy: null } });
    helper.end();
  }
}
