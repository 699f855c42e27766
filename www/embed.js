// A player for an iframe: its attributes come from the address (embed.html?scene=client-encrypts&lang=es),
// and it tells the page around how high it is:
//
//   addEventListener('message', (e) => { for (const f of document.querySelectorAll('iframe'))
//     if (f.contentWindow === e.source && e.data?.type === 'tls-airmail-height') f.height = e.data.height; });

import { TlsAirmail } from './define.js';

const player = /** @type {HTMLElement} */ (document.querySelector('tls-airmail'));
for (const [name, value] of new URLSearchParams(location.search)) {
  if (TlsAirmail.observedAttributes.includes(name)) player.setAttribute(name, value);
}

if (parent !== window) {
  let said = 0;
  new ResizeObserver(() => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    if (height === said) return;
    said = height;
    // To whoever is around: there is no secret in a height.
    parent.postMessage({ type: 'tls-airmail-height', height }, '*');
  }).observe(document.documentElement);
}
