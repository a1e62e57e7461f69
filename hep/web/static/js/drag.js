// Drag by the grip, with mouse or finger: a row to another place or phase, an exercise from the library into a place.
// A dashed place opens where it would land; Esc puts everything back; the server is told once, on release.
import { act } from './send.js';
import { release } from './page.js';
import { place, rowsOf } from './reorder.js';

const EDGE = 70;  // px from the edge of the window where the page begins to scroll
const PACE = 12;  // px a frame
const STIR = 5;  // px before a press becomes a drag
const WAIT = 400;  // ms over a folded phase before it opens

document.addEventListener('pointerdown', (event) => {
  // A mouse may also take the picture of the library; a finger there scrolls.
  const grips = event.pointerType === 'mouse' ? '[data-grip], .item .fig' : '[data-grip]';
  const from = event.target.closest(grips)?.closest('.rx, .item');
  if (from && !event.button && event.isPrimary) press(from, event);
});

function press(from, start) {
  const done = new AbortController();
  const on = (name, hear) => document.addEventListener(name, hear, { signal: done.signal });
  let drag;
  const end = (dropped) => {
    done.abort();
    drag?.end(dropped);
  };
  start.preventDefault();
  on('pointermove', (event) => {
    if (event.pointerId !== start.pointerId) return;
    if (!drag && Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) > STIR) drag = begin(from);
    drag?.over(event.clientX, event.clientY);
  });
  on('pointerup', () => end(true));
  on('pointercancel', () => end(false));
  on('keydown', (event) => { if (event.key === 'Escape') { event.preventDefault(); end(false); } });
}

function begin(from) {
  const name = from.dataset.name;
  const mark = document.createElement('li');
  mark.className = 'drop drop--here';
  const label = Object.assign(document.createElement('div'), { className: 'carried', textContent: name });
  let at = [0, 0];
  let frame;
  let fold;
  let opening;
  from.dataset.before = from.dataset.state ?? '';
  from.dataset.state = 'dragged';
  from.closest('[popover]:popover-open')?.hidePopover();  // the plan lies under the drawer
  document.body.append(label);

  function over(x, y) {
    at = [x, y];
    label.style.translate = `${x + 12}px ${y + 12}px`;
    const phase = document.elementFromPoint(x, y)?.closest('.phase');
    waitOver(phase?.matches('details:not([open])') ? phase : null);
    const list = phase?.querySelector('[data-reorder]');
    if (list?.checkVisibility()) point(list, y);
    frame ??= requestAnimationFrame(scroll);
  }

  function point(list, y) {
    const others = rowsOf(list).filter((row) => row !== from);
    const next = others.find((row) => { const box = row.getBoundingClientRect(); return y < box.top + box.height / 2; });
    const stay = list === from.parentElement && next === others[rowsOf(list).indexOf(from)];
    if (stay) return mark.remove();
    mark.dataset.at = next ? others.indexOf(next) : others.length;
    mark.textContent = `Put ${name} here, number ${Number(mark.dataset.at) + 1}`;
    if (mark.parentElement !== list || mark.nextElementSibling !== next) list.insertBefore(mark, next ?? null);
    return mark;
  }

  function waitOver(phase) {
    if (phase === fold) return;
    clearTimeout(opening);
    fold = phase;
    if (phase) opening = setTimeout(() => { phase.open = true; over(...at); }, WAIT);
  }

  function scroll() {
    frame = undefined;
    const by = at[1] < EDGE ? -PACE : at[1] > innerHeight - EDGE ? PACE : 0;
    const before = scrollY;
    if (by) scrollBy(0, by);
    if (scrollY !== before) over(...at);
  }

  function end(dropped) {
    if (dropped && fold) point(fold.querySelector('[data-reorder]'), Infinity);
    cancelAnimationFrame(frame);
    clearTimeout(opening);
    label.remove();
    from.dataset.state = from.dataset.before;
    if (!from.dataset.state) delete from.dataset.state;
    delete from.dataset.before;
    const list = dropped && mark.parentElement;
    if (list) drop(from, list, Number(mark.dataset.at), mark);
    else mark.remove();
    release();
  }

  return { over, end };
}

// From the library the dashed place stays until the answer fills it.
function drop(from, list, at, mark) {
  const name = from.dataset.name;
  if (from.matches('.item')) {
    act({ add: `${from.dataset.key} ${list.dataset.phase} ${at}` }, `Add ${name}`);
    return;
  }
  const key = from.id.replace(/^rx-/, '');
  mark.remove();
  act({ place: `${key} ${list.dataset.phase} ${at}` }, `Move ${name}`, place(from, list, at));
}
