// What a reader, a page or a link may choose, and what is said when it cannot be used. Pure.

const LEVELS = ['story', 'protocol', 'bytes'];
export const THEMES = ['auto', 'light', 'dark'];
export const SPEEDS = [0.5, 1, 2];
const CONTROLS = ['full', 'simple', 'none'];
const VIEWS = ['stage', 'sequence'];

/** Attribute → how to read it. `allowed` is a list, or a sentence with a test. */
/** @type {Record<string, {allowed: readonly string[]|string, ok: (v: string) => boolean, fallback: string}>} */
export const ATTRIBUTES = {
  level: { allowed: LEVELS, ok: (v) => LEVELS.includes(v), fallback: 'story' },
  theme: { allowed: THEMES, ok: (v) => THEMES.includes(v), fallback: 'auto' },
  view: { allowed: VIEWS, ok: (v) => VIEWS.includes(v), fallback: 'stage' },
  controls: { allowed: CONTROLS, ok: (v) => v === '' || CONTROLS.includes(v), fallback: 'full' },
  seed: { allowed: '64 hexadecimal digits', ok: (v) => /^[0-9a-fA-F]{64}$/.test(v), fallback: '' },
};

/**
 * The value to use and, where the given one cannot be used, the sentence for the console.
 * @param {string} name @param {string|null} given @param {Record<string, readonly string[]>} [more] allowed values known only later: scene, lang
 * @returns {{value: string, warning: string}}
 */
export function read(name, given, more = {}) {
  const rule = ATTRIBUTES[name];
  const list = more[name];
  if (given === null) return { value: rule?.fallback ?? '', warning: '' };
  const ok = list ? given === '' || list.includes(given) : !rule || rule.ok(given);
  if (ok) return { value: given === '' && rule ? rule.fallback : given, warning: '' };
  const allowed = list ?? rule.allowed;
  const says = typeof allowed === 'string' ? allowed : allowed.join(', ');
  return {
    value: rule?.fallback ?? '',
    warning: `<tls-airmail> ${name}="${given}" is not known; allowed: ${says}`,
  };
}

/** Names with commas or spaces between them. @param {string} text */
export const list = (text) => text.split(/[\s,]+/).filter(Boolean);

/** Attribute → field of the Scenario. */
export const SCENARIO = /** @type {const} */ ({ seed: 'seed', suite: 'suites', groups: 'groups', 'server-name': 'serverName', message: 'message', reply: 'reply', hand: 'hand' });

/** Fields that no form has: what is wrong with them is said by itself. */
export const HANDS = new Set(['lesson', 'identity', 'tampering', 'ownKey', 'hand', 'resume', 'middle', 'altered']);

/** What the Client may offer to draw its ephemeral keys on, best first. */
export const GROUPS = ['x25519,secp256r1', 'x25519', 'secp256r1'];
