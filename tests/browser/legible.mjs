// What a person could not read on the stage: run in the page by the tests.

/** Runs in the page: where each text on the stage is. */
export function resting() {
  const root = document.querySelector('tls-airmail').shadowRoot;
  return [...root.querySelectorAll('.stage svg text')].map((n) => {
    const r = n.getBoundingClientRect();
    return `${n.textContent} ${r.x.toFixed(1)} ${r.y.toFixed(1)}`;
  });
}

/**
 * Runs in the page: words on the stage that are cut off, lie on one another or under something else, and
 * controls that spill. With `before`, only words that have not moved since are asked whether they lie free;
 * what flies may fly over them. With `whole`, what flies is asked whether all of it is in the picture. The slip
 * that says how it came out lies over what it likes.
 */
export function inspect({ free = false, before, whole = false }) {
  const root = document.querySelector('tls-airmail').shadowRoot;
  const svg = root.querySelector('.stage svg');
  const stage = root.querySelector('.stage').getBoundingClientRect();
  const wrong = [];
  const seen = (node) => {
    for (let n = node; n && n !== root; n = n.parentNode) {
      if (n.getAttribute?.('opacity') !== null && Number(n.getAttribute('opacity')) < 0.2) return false;
    }
    return true;
  };
  const clipped = (node) => Boolean(node.closest('svg')?.parentElement?.closest('svg'));
  const slip = (node) => Boolean(node.closest('[data-reveal]'));
  const still = before && new Set(before);
  // backdrop, back, low, machine, high, air
  const layer = (node) => [...svg.children].findIndex((g) => g.contains(node));
  const texts = [...svg.querySelectorAll('text')]
    .filter((n) => n.textContent.trim() && !n.closest('[data-backdrop]') && seen(n))
    .map((n) => ({ n, r: n.getBoundingClientRect() }));
  for (const { n, r } of texts) {
    if (clipped(n)) continue; // what sticks out of a fold
    if (r.left < stage.left - 1 || r.right > stage.right + 1 || r.top < stage.top - 1 || r.bottom > stage.bottom + 1) if (free || whole || !n.closest('[data-act^="letter:"]')) wrong.push(`“${n.textContent}” is cut off`);
  }
  for (const plane of whole ? svg.lastElementChild.querySelectorAll('[data-act^="letter:"]') : []) {
    const r = plane.getBoundingClientRect();
    if (r.top < stage.top - 1) wrong.push(`${plane.getAttribute('data-act')} flies out of the picture`);
  }
  const rest = free ? texts : still ? texts.filter(({ n, r }) => still.has(`${n.textContent} ${r.x.toFixed(1)} ${r.y.toFixed(1)}`)) : [];
  for (let i = 0; i < rest.length; i += 1) {
    for (let j = i + 1; j < rest.length; j += 1) {
      const [a, b] = [rest[i].r, rest[j].r];
      const [one, two] = [rest[i].n, rest[j].n];
      if (slip(one) !== slip(two)) continue;
      // A copy takes off from where the card lies; what is in a slot is hidden by the machine.
      if (!free && (one.textContent.trim() === two.textContent.trim() || one.closest('g.card') === two.closest('g.card') || layer(one) + layer(two) === 5)) continue;
      const x = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      // The box of a text is taller than its letters.
      const y = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) - 0.35 * Math.min(a.height, b.height);
      if (x > 2 && y > 2) wrong.push(`“${rest[i].n.textContent}” lies on “${rest[j].n.textContent}”`);
    }
  }
  // Each card that rests can be read: nothing that rests lies over its words. Machines swallow what is put into them.
  if (free) {
    for (const { n, r } of rest) {
      const card = n.closest('[data-act]');
      if (!card || clipped(n)) continue;
      const over = root.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2);
      if (!over || !svg.contains(over) || card.contains(over) || slip(over) || over.closest('[data-act]') === card) continue;
      if (layer(over) === 3 && layer(card) === 2) continue;
      wrong.push(`“${n.textContent}” of ${card.getAttribute('data-act')} is under ${over.closest('[data-act]')?.getAttribute('data-act') ?? over.tagName}`);
    }
  }
  for (const card of free ? svg.querySelectorAll('[role=button]') : []) {
    const r = card.getBoundingClientRect();
    if (r.left < stage.left - 3 || r.right > stage.right + 3 || r.top < stage.top - 3 || r.bottom > stage.bottom + 3) wrong.push(`${card.getAttribute('data-act')} is cut off`);
  }
  for (const n of free ? root.querySelectorAll('button, label, h2, p') : []) {
    if (n.clientWidth > 0 && n.scrollWidth > n.clientWidth + 1) wrong.push(`${n.textContent.slice(0, 30)} spills`);
  }
  const host = document.documentElement;
  if (host.scrollWidth > host.clientWidth) wrong.push(`the page is ${host.scrollWidth - host.clientWidth} px too wide`);
  return wrong;
}
