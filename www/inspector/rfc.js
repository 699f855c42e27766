// A section of a standard as an address. Pure.

/** @param {string} rfc for instance "RFC 5246 §8.1" */
export function rfcLink(rfc) {
  const number = /RFC (\d+)/.exec(rfc)?.[1] ?? '';
  const section = /§([\d.]+\d|[A-Z][\d.]*|\d+)/.exec(rfc)?.[1];
  return `https://www.rfc-editor.org/rfc/rfc${number}${section ? `#${/^\d/.test(section) ? 'section' : 'appendix'}-${section}` : ''}`;
}
