// The pointer, the finger and the keys in the inspector: bytes light up their field, a field its bytes.
// Only classes change, and one small pane is painted.

import { painter } from '../stage.js';
import { say } from '../prose/index.js';
import { detail } from './detail.js';
import { HALF } from './grid.js';
import { around } from './sheets.js';
import { value } from './tree.js';

/** @typedef {import('./sheets.js').Sheet} Sheet */
/**
 * @typedef {object} Lent what the element lends
 * @property {(id: string) => Sheet|undefined} sheet
 * @property {() => import('../prose/index.js').Prose} words
 * @property {() => string} copied
 * @property {(said: string) => void} live
 */
/**
 * @typedef {object} View a sheet on the page
 * @property {Element} node
 * @property {Sheet} sheet
 * @property {HTMLElement[]} cells
 * @property {HTMLElement[]} texts
 * @property {HTMLElement[]} lines
 * @property {HTMLElement[]} items
 * @property {HTMLElement|null} grid
 * @property {HTMLElement|null} tree
 * @property {(shapes: any[]) => void} paint
 * @property {number} shown    the field that is lit, -1 for none
 * @property {number} pinned   the field that stays lit when the pointer is gone
 * @property {number} at       the byte that Tab comes to
 */

/** @param {HTMLElement} root @param {Lent} lent */
export function hands(root, lent) {
  /** @type {WeakMap<Element, View>} */
  const views = new WeakMap();

  /** @param {Element} node @returns {View|undefined} */
  function viewOf(node) {
    const sheet = lent.sheet(String(node.getAttribute('data-sheet')));
    if (!sheet) return undefined;
    let view = views.get(node);
    if (!view || view.sheet !== sheet) {
      const all = (/** @type {string} */ what) => /** @type {HTMLElement[]} */ ([...node.querySelectorAll(what)]);
      const pane = node.querySelector('[data-part=pane]');
      const [grid, tree] = [all('[data-part=grid]')[0] ?? null, all('[data-part=tree]')[0] ?? null];
      view = { node, sheet, grid, tree, cells: all('.hx b'), texts: all('.tx i'), lines: all('.ln'), items: all('.fd'), paint: pane ? painter(pane) : () => {}, shown: -1, pinned: -1, at: 0 };
      views.set(node, view);
    }
    return view;
  }

  /** @param {View} view */
  const paint = (view) => view.paint(detail(view.sheet, view.shown, lent.words(), lent.copied()));

  /** Lights a field. @param {View} view @param {number} place */
  function light(view, place) {
    if (view.shown === place) return;
    mark(view, view.shown, false);
    view.shown = place;
    mark(view, place, true);
    paint(view);
  }

  /** @param {View} view @param {number} place @param {boolean} on */
  function mark({ sheet, cells, texts, lines, items }, place, on) {
    const field = sheet.rows[place]?.field;
    if (!field) return;
    const row = 2 * HALF;
    for (let i = field.start; i < field.end; i += 1) {
      // A whole row is lit at once.
      if (i % row === 0 && i + row <= field.end) {
        lines[i / row]?.classList.toggle('lit', on);
        i += row - 1;
        continue;
      }
      cells[i]?.classList.toggle('lit', on);
      texts[i]?.classList.toggle('lit', on);
    }
    items[place]?.classList.toggle('lit', on);
  }

  /** Lights a field and leaves it so. @param {View} view @param {number} place @param {number} at */
  function pin(view, place, at) {
    view.items[view.pinned]?.setAttribute('aria-selected', 'false');
    view.cells[view.at]?.classList.remove('here');
    swap(view.cells, view.at, at);
    if (place >= 0) {
      swap(view.items, view.pinned < 0 ? 0 : view.pinned, place);
      view.items[place]?.setAttribute('aria-selected', 'true');
    }
    view.pinned = place;
    view.at = at;
    view.cells[at]?.classList.add('here');
    light(view, place);
  }

  /** The one that Tab comes to. @param {HTMLElement[]} all @param {number} was @param {number} now */
  function swap(all, was, now) {
    all[was]?.setAttribute('tabindex', '-1');
    all[now]?.setAttribute('tabindex', '0');
  }

  /** @param {View} view @param {number} at */
  function byte(view, at) {
    if (!view.cells[at]) return;
    const place = around(view.sheet.rows, at);
    unfold(view, place);
    pin(view, place, at);
    if (view.items[place]) bring(view.tree, view.items[place]);
  }

  /** @param {View} view @param {number} place */
  function item(view, place) {
    const field = view.sheet.rows[place]?.field;
    if (!field) return;
    unfold(view, place);
    pin(view, place, Math.max(0, Math.min(field.start, view.cells.length - 1)));
    if (view.cells[view.at]) bring(view.grid, view.cells[view.at]);
  }

  /** @param {HTMLElement} node */
  function focus(node) {
    node.focus({ preventScroll: true });
    node.scrollIntoView({ block: 'nearest' });
  }

  /** For those who hear it. @param {View} view */
  function tell(view) {
    const words = lent.words();
    const row = view.sheet.rows[view.pinned];
    if (!row) lent.live(say(words, ['inspector', 'byte'], { at: view.at, value: view.cells[view.at]?.textContent ?? '' }));
    else lent.live(say(words, ['inspector', 'heard'], { at: view.at, name: say(words, ['fields', row.field.id, 'name']), value: value(view.sheet, row, words) }));
  }

  /** What stands over a field is opened. @param {View} view @param {number} place */
  function unfold(view, place) {
    for (let at = view.sheet.rows[place]?.parent ?? -1; at >= 0; at = view.sheet.rows[at].parent) if (view.items[at].getAttribute('aria-expanded') === 'false') fold(view, at, true);
  }

  /** Opens or closes a field. @param {View} view @param {number} place @param {boolean} open */
  function fold(view, place, open) {
    const { rows } = view.sheet;
    view.items[place].setAttribute('aria-expanded', String(open));
    for (let i = place + 1; i < rows.length && rows[i].depth > rows[place].depth; i += 1) {
      const above = rows[i].parent;
      view.items[i].hidden = view.items[above].hidden || view.items[above].getAttribute('aria-expanded') === 'false';
    }
  }

  /** What an event is about. @param {Event} event @returns {{view: View, at: number, place: number, twist: boolean}|undefined} */
  function touched(event) {
    const node = /** @type {Element} */ (event.target);
    const home = node.closest?.('[data-sheet]');
    const view = home && viewOf(home);
    if (!view) return undefined;
    const cell = /** @type {HTMLElement|null} */ (node.closest('.hx b, .tx i'));
    const row = /** @type {HTMLElement|null} */ (node.closest('.fd'));
    const at = cell ? Math.max(view.cells.indexOf(cell), view.texts.indexOf(cell)) : -1;
    return { view, at, place: row ? view.items.indexOf(row) : -1, twist: Boolean(node.closest('.tw')) };
  }

  // What comes under a resting pointer, because the page moved, is not pointed at.
  let [x, y] = [NaN, NaN];
  const rests = (/** @type {PointerEvent} */ event) => event.screenX === x && event.screenY === y;
  const whole = root.parentElement ?? root;
  for (const name of /** @type {const} */ (['pointermove', 'pointerdown'])) whole.addEventListener(name, (event) => ([x, y] = [event.screenX, event.screenY]), { passive: true });

  root.addEventListener('pointerover', (event) => {
    if (event.pointerType !== 'mouse' || rests(event)) return;
    const here = touched(event);
    if (!here) return;
    const { view, at, place } = here;
    if (at >= 0) {
      light(view, around(view.sheet.rows, at));
      if (view.items[view.shown]) bring(view.tree, view.items[view.shown]);
    } else if (place >= 0) {
      light(view, place);
      const first = view.cells[view.sheet.rows[place].field.start];
      if (first) bring(view.grid, first);
    }
  });

  root.addEventListener('pointerout', (event) => {
    const home = /** @type {Element} */ (event.target).closest?.('[data-sheet]');
    const to = /** @type {Node|null} */ (event.relatedTarget);
    if (!home || event.pointerType !== 'mouse' || (to && home.contains(to))) return;
    const view = viewOf(home);
    if (view) light(view, view.pinned);
  });

  root.addEventListener('click', (event) => {
    const here = touched(event);
    if (!here) return;
    const { view, at, place, twist } = here;
    if (at >= 0) {
      byte(view, at);
      view.cells[at].focus({ preventScroll: true });
    } else if (place >= 0) {
      if (twist && !view.sheet.rows[place].leaf) fold(view, place, view.items[place].getAttribute('aria-expanded') === 'false');
      item(view, place);
      view.items[place].focus({ preventScroll: true });
    }
  });

  root.addEventListener('focusin', (event) => {
    const here = touched(event);
    if (!here) return;
    const { view, at, place } = here;
    if (at >= 0 && (at !== view.at || view.pinned < 0)) byte(view, at);
    else if (place >= 0 && place !== view.pinned) item(view, place);
  });

  root.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const here = touched(event);
    if (!here) return;
    const { view, at, place } = here;
    const go = at >= 0 ? inGrid(view, at, event.key) : place >= 0 ? inTree(view, place, event.key) : undefined;
    if (!go) return;
    event.preventDefault();
    go();
    tell(view);
  });

  /** @param {View} view @param {number} at @param {string} key */
  function inGrid(view, at, key) {
    const last = view.cells.length - 1;
    // On a narrow page a row holds half as many.
    const two = view.node.querySelector('.at.two');
    const width = two && getComputedStyle(two).display === 'none' ? 2 * HALF : HALF;
    const start = at - (at % width);
    const to = /** @type {Record<string, number>} */ ({ ArrowRight: at + 1, ArrowLeft: at - 1, ArrowDown: at + width, ArrowUp: at - width, Home: start, End: Math.min(last, start + width - 1), PageDown: Math.min(last, at + 8 * width), PageUp: Math.max(0, at - 8 * width) })[key];
    if (to !== undefined) {
      return () => {
        if (to < 0 || to > last) return;
        byte(view, to);
        focus(view.cells[to]);
      };
    }
    if ((key === 'Enter' || key === ' ') && view.items.length) {
      return () => {
        const place = around(view.sheet.rows, at);
        if (view.items[place]) focus(view.items[place]);
      };
    }
    return undefined;
  }

  /** @param {View} view @param {number} place @param {string} key */
  function inTree(view, place, key) {
    const { items, sheet } = view;
    const row = sheet.rows[place];
    const seen = items.flatMap((one, i) => (one.hidden ? [] : [i]));
    const open = items[place].getAttribute('aria-expanded');
    const to = (/** @type {number|undefined} */ next) => () => {
      if (next === undefined || !items[next]) return;
      item(view, next);
      focus(items[next]);
    };
    switch (key) {
      case 'ArrowDown': return to(seen[seen.indexOf(place) + 1]);
      case 'ArrowUp': return to(seen[seen.indexOf(place) - 1]);
      case 'Home': return to(seen[0]);
      case 'End': return to(seen.at(-1));
      case 'ArrowRight': return open === 'false' ? () => fold(view, place, true) : to(row.leaf ? undefined : place + 1);
      case 'ArrowLeft': return open === 'true' ? () => fold(view, place, false) : to(row.parent < 0 ? undefined : row.parent);
      case 'Enter':
      case ' ': return () => {
        item(view, place);
        if (view.cells[view.at]) focus(view.cells[view.at]);
      };
      default: return undefined;
    }
  }

  return {
    /** After painting: the panes say what is lit, in the language of now. */
    refresh() {
      for (const node of root.querySelectorAll('[data-sheet]')) {
        const view = viewOf(node);
        if (view) paint(view);
      }
    },
    /** To the first field of this id. @param {string} id */
    point(id) {
      for (const node of root.querySelectorAll('[data-sheet]')) {
        const view = viewOf(node);
        const place = view ? view.sheet.rows.findIndex(({ field }) => field.id === id) : -1;
        if (!view || place < 0) continue;
        item(view, place);
        bring(view.tree, view.items[place]);
        focus(view.items[place]);
        return;
      }
    },
  };
}

/** Scrolls a box, and nothing else, until a node in it is seen. @param {HTMLElement|null} box @param {HTMLElement} node */
function bring(box, node) {
  if (!box) return;
  const [outer, inner] = [box.getBoundingClientRect(), node.getBoundingClientRect()];
  if (inner.top < outer.top) box.scrollTop -= outer.top - inner.top + 24;
  else if (inner.bottom > outer.bottom) box.scrollTop += inner.bottom - outer.bottom + 24;
}
