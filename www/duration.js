// Times, as they are measured: with two digits that count. Pure.

/** @type {Map<string, Intl.NumberFormat>} */
const formats = new Map();

/** Numbers with two digits that count. @param {string} lang */
export function two(lang) {
  let found = formats.get(lang);
  if (!found) formats.set(lang, (found = new Intl.NumberFormat(lang, { maximumSignificantDigits: 2 })));
  return found;
}

/** A time with two digits that count. @param {number} micros @param {string} lang */
export function duration(micros, lang) {
  const [value, unit] = micros >= 1000 ? [micros / 1000, 'ms'] : micros >= 0.1 ? [micros, 'µs'] : [micros * 1000, 'ns'];
  return `${two(lang).format(value)} ${unit}`;
}
