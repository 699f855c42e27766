// The stage follows the reader: each step of a text names a scene, and the one that is being read plays.
//
//   import { follow } from './follow.js';
//   const stop = follow(document.querySelector('tls-airmail'), document.querySelectorAll('[data-scene]'));

/**
 * @param {Element & {goTo: (scene: string) => void}} player
 * @param {Iterable<Element>} steps each with the attribute data-scene
 * @param {{line?: number}} [options] `line`: where on the window a step counts as read, 0 (top) to 1 (bottom); 0.6 unless given
 * @returns {() => void} ends it
 */
export function follow(player, steps, { line = 0.6 } = {}) {
  const at = Math.min(0.99, Math.max(0.01, line)) * 100;
  let now = '';
  // The window shrunk to a line: a step is there or it is not.
  const observer = new IntersectionObserver((entries) => {
    const step = entries.find((entry) => entry.isIntersecting)?.target;
    const scene = step?.getAttribute('data-scene');
    if (!scene || scene === now) return;
    now = scene;
    player.goTo(scene);
  }, { rootMargin: `-${at}% 0% -${100 - at}% 0%` });
  for (const step of steps) observer.observe(step);
  return () => observer.disconnect();
}
