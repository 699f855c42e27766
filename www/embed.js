// A player for an iframe: its attributes come from the address (embed.html?scene=client-encrypts&lang=es),
// and it tells the page around how high it is:
//
//   addEventListener('message', (e) => { for (const f of document.querySelectorAll('iframe'))
//     if (f.contentWindow === e.source && e.data?.type === 'tls-airmail-height') f.height = e.data.height; });

import { TlsAirmail } from './define.js';
import { dress } from './dress.js';

const player = /** @type {HTMLElement} */ (document.querySelector('tls-airmail'));
for (const [name, value] of new URLSearchParams(location.search)) {
  if (TlsAirmail.observedAttributes.includes(name)) player.setAttribute(name, value);
}

/** Milliseconds that the page around has to make room, before there is a scroll bar. */
const PATIENCE = 500;

if (parent !== window) {
  // A frame that is low still is no telephone.
  dress({ sideways: '' });
  const root = document.documentElement;
  let said = 0;
  let timer = 0;
  // A scroll bar would make the figure narrower, and so of another height than the one that is wanted.
  const bar = (/** @type {boolean} */ shown) => { root.style.overflow = shown ? '' : 'hidden'; };
  bar(false);
  addEventListener('resize', () => innerHeight >= said && bar(false));
  new ResizeObserver(() => {
    const height = Math.ceil(root.getBoundingClientRect().height);
    if (height === said) return;
    said = height;
    // To whoever is around: there is no secret in a height.
    parent.postMessage({ type: 'tls-airmail-height', height }, '*');
    clearTimeout(timer);
    timer = setTimeout(() => innerHeight < said && bar(true), PATIENCE);
  }).observe(root);
}
