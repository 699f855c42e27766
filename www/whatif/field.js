// The fields of a letter in a row. Pure.

/** @typedef {import('../types.js').Field} Field */

/** @param {Field} field @returns {Field[]} */
const within = (field) => [field, ...(field.children ?? []).flatMap(within)];

/** Every field of every record, outer ones first. @param {{records: import('../types.js').WireRecord[]}} letter @returns {Field[]} */
export const all = (letter) => letter.records.flatMap((record) => within(record.fields));

/** The first field of that name. @param {{records: import('../types.js').WireRecord[]}|undefined} letter @param {string} id */
export const find = (letter, id) => letter && all(letter).find((field) => field.id === id);

/** Those that hold no others: each byte is in one of them. @param {{records: import('../types.js').WireRecord[]}} letter */
export const leaves = (letter) => all(letter).filter((field) => !field.children?.length && field.end > field.start);

/** The innermost field at a byte. @param {{records: import('../types.js').WireRecord[]}} letter @param {number} offset */
export const at = (letter, offset) => leaves(letter).find((field) => field.start <= offset && offset < field.end);
