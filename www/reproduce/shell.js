// Shell text: POSIX sh, coreutils and OpenSSL 3, with the values of a run written into it.
// Nothing runs here; tests/www/reproduce.test.mjs runs every sample in a real shell.

import { hex } from '../transcript.js';

/** Small functions that a sample brings along when it uses them. */
const HELPERS = /** @type {[RegExp, string][]} */ ([
  [/\bunhex /, `unhex() { printf '%s' "$1" | tr a-f A-F | basenc -d --base16; }`],
  [/\| hex\b/, `hex() { od -An -v -tx1 | tr -d ' \\n'; echo; }`],
]);

/** What a sample can ask of the machine beyond the shell itself, in the order of the list. */
const TOOLS = ['openssl', 'basenc', 'od', 'tr', 'cut', 'sed', 'mktemp', 'rm'];

/** A text as one word of the shell, whatever is in it. @param {string} text */
export const quote = (text) => `'${text.replaceAll("'", `'\\''`)}'`;

/** `name=value`, the value hex. @param {string} name @param {ArrayLike<number>} bytes */
export const value = (name, bytes) => `${name}=${hex(bytes)}`;

/** `name='text'`. @param {string} name @param {string} text */
export const text = (name, text) => `${name}=${quote(text)}`;

/** The digits of bytes `start` to `end`, as `cut` counts them. @param {number} start @param {number} end */
export const columns = (start, end) => `${start * 2 + 1}-${end * 2}`;

/** A whole sample: the lines, with the helpers that they use in front. @param {(string | false)[]} lines */
export function script(...lines) {
  const body = lines.filter((line) => line !== false).join('\n');
  const helpers = HELPERS.filter(([used]) => used.test(body)).map(([, text]) => text);
  return `${[...helpers, body].join('\n')}\n`;
}

/** The tools that a sample uses. @param {string} shell */
export const needs = (shell) => TOOLS.filter((tool) => new RegExp(`(^|[\\s|({;])${tool}\\s`, 'm').test(shell));

/** A folder for the files that OpenSSL wants, gone at the end. */
export const FOLDER = { open: 'dir=$(mktemp -d)', close: 'rm -r "$dir"' };
