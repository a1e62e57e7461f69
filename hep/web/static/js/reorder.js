// Where the rows stand. A row moves at once under the hand that moved it; the server is told by the same button that a
// page without scripts would press, and its answer has the last word.
import { put } from './patch.js';

export const listsOf = () => [...document.querySelectorAll('[data-reorder]')];
export const rowsOf = (list) => [...list.querySelectorAll(':scope > .rx')];

// Puts a row into a list, before place `at` of the other rows there; the words for where it stands now.
export function place(row, list, at) {
  const left = row.parentElement;
  const others = rowsOf(list).filter((one) => one !== row);
  const focused = row.contains(document.activeElement) && document.activeElement;
  for (let phase = list.closest('details'); phase; phase = undefined) phase.open = true;
  if (others[at] !== row.nextElementSibling || left !== list) put(list, row, others[at] ?? null);
  [left, list].forEach(number);
  if (focused && document.activeElement !== focused) focused.focus();
  row.scrollIntoView({ block: 'nearest' });
  return `${row.dataset.name}, now ${at + 1} of ${rowsOf(list).length}${left === list ? '' : ` in ${list.dataset.name}`}`;
}

function number(list) {
  rowsOf(list).forEach((row, i) => { row.querySelector('.rx__n').lastChild.nodeValue = i + 1; });
}

// One place up or down, past the end of a phase into its neighbour; undefined where there is none.
function step(row, by) {
  const list = row.parentElement;
  const lists = listsOf();
  const at = rowsOf(list).indexOf(row) + by;
  if (at >= 0 && at < rowsOf(list).length) return place(row, list, at);
  const neighbour = lists[lists.indexOf(list) + by];
  return neighbour && place(row, neighbour, by > 0 ? 0 : rowsOf(neighbour).length);
}

document.addEventListener('act', (event) => {
  const button = event.detail.submitter;
  const row = button?.name === 'move' && button.closest('[data-reorder] > .rx');
  if (row) event.detail.says = step(row, button.value.endsWith(' up') ? -1 : 1);
});

document.addEventListener('keydown', (event) => {
  const way = event.altKey && { ArrowUp: ' up', ArrowDown: ' down' }[event.key];
  const row = way && event.target.closest('[data-reorder] > .rx');
  if (!row || event.target.closest('.dose__edit')) return;
  event.preventDefault();
  row.querySelector(`[name="move"][value$="${way}"]`).click();
});
