// A hand that was dealt elsewhere, in place of a seed: how it goes together with what the reader chooses. Pure.

/** @typedef {import('../types.js').Scenario} Scenario */

/** Every hand, by its name in links; each is fetched when it is asked for. @type {Record<string, () => Promise<{HAND: Scenario}>>} */
const HANDS = { illustrated: () => import('./illustrated.js') };

export const names = Object.freeze(Object.keys(HANDS));

/** What a hand decides. Whoever chooses one of these otherwise plays a hand of one's own. */
const DECIDED = /** @type {const} */ (['seed', 'serverName', 'suites', 'groups', 'message', 'reply', 'extendedMasterSecret', 'time', 'identity', 'ownKey', 'resume', 'middle']);

/** The Scenario with changes; `hand` may be a name. @param {Scenario} scenario @param {Scenario & {hand?: any}} changes @returns {Promise<Scenario>} */
export async function merge(scenario, changes) {
  const { hand } = changes;
  if (typeof hand === 'string') {
    if (!Object.hasOwn(HANDS, hand)) throw Object.assign(new Error(`there is no published connection ${hand}; there are ${names.join(', ')}`), { kind: 'unknown_hand', field: 'hand', value: hand });
    const { HAND } = await HANDS[hand]();
    return { ...HAND, tampering: changes.tampering, stolenKey: changes.stolenKey };
  }
  const merged = { ...scenario, ...changes };
  const other = DECIDED.some((name) => changes[name] !== undefined && JSON.stringify(changes[name]) !== JSON.stringify(scenario[name]));
  if (scenario.hand && other) {
    delete merged.hand;
    if (changes.seed === undefined) delete merged.seed;
  }
  return merged;
}
