// What those share who make up one player.

/**
 * @typedef {object} Player
 * @property {HTMLElement} host      the element itself
 * @property {ShadowRoot} root
 * @property {ReturnType<typeof import('./parts.js').parts>} parts
 * @property {import('../theatre.js').Theatre} theatre
 * @property {import('../core.js').Session} session
 * @property {import('../prose/index.js').Prose} words
 * @property {{name: string, code: number, keyExchange: string}[]} suites
 * @property {AbortSignal} signal    ends when it is taken out of the page
 * @property {string} controls       full, simple or none
 * @property {boolean} alone         the inspector and nothing else: as the page asks for it, whatever the reader chooses
 * @property {boolean} still         less motion is asked for
 * @property {boolean} solo          whether it may follow the address of the page
 * @property {string} scene          the scene that is shown
 * @property {import('./canvas.js').Canvas} canvas
 * @property {import('./dealer.js').Dealer} dealer  from when there is something to do
 * @property {import('./doors.js').Doors} doors
 * @property {import('./reader.js').Reader|null} reader  from when there is something to do
 * @property {import('./voice.js').Voice} voice
 * @property {(room: string) => void} came  a room that was waited for is here
 * @property {(lang: string) => void} speak
 * @property {() => Promise<import('../prose/index.js').Prose>} worded  the words that are being fetched
 */

export {};
