// What a link may say, and whether it says something to us. Pure.

/** What says something only beside the rest. */
const BESIDE = ['level', 'lang', 'leak', 'behind', 'own-key'];

/** All that a link may say, as docs/embedding.md has it. */
export const NAMES = Object.freeze(['scene', 'lesson', 'seed', 'suite', 'groups', 'server-name', 'message', 'reply', 'extended-master-secret', 'hand', 'identity', 'resume', 'middle', 'altered', 'stolen-key', 'tamper', ...BESIDE]);

const OURS = new RegExp(`(^|[#&])(${NAMES.filter((name) => !BESIDE.includes(name)).join('|')})=`);

/** True when a hash is one of ours. @param {string} hash */
export const isOurs = (hash) => OURS.test(hash);
