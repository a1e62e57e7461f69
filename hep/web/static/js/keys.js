// The keys of a page. Letters typed into a field stay letters; a key of one row works where the row has the focus.
import { say } from './announce.js';

const typing = (node) => node.closest('input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable]');
const press = (button) => button?.click();
const inRow = (selector) => ({ target }) => target.closest('.rx')?.querySelector(selector);

const HARDER = '[name="step_up"], [data-way="harder"]';  // at the next visit a step, else a swap
const EASIER = '[name="step_back"], [data-way="easier"]';

// Anywhere on the page.
const ANYWHERE = {
  '/': () => find(),
  '?': () => { document.getElementById('keys')?.showModal(); return true; },
};

// With the focus in a row: which of its buttons.
const ROW = {
  e: inRow('.dose__read'),
  '+': inRow(HARDER),
  '=': inRow(HARDER),
  '-': inRow(EASIER),
  '−': inRow(EASIER),
  Delete: inRow('[name="remove"]'),
};

function find() {
  const search = document.querySelector('[data-find]');
  const drawer = search?.closest('[popover]');
  if (drawer && !drawer.checkVisibility()) drawer.showPopover();
  search?.focus();
  search?.select();
  return search;
}

document.addEventListener('keydown', (event) => {
  if (event.altKey || document.querySelector('dialog:modal')) return;
  if (event.ctrlKey || event.metaKey) withCtrl(event);
  else if (event.key === 'Escape') restore(event);
  else if (event.key === 'Enter') addFirst(event);
  else if (!typing(event.target)) plain(event);
});

function plain(event) {
  const button = ROW[event.key.length === 1 ? event.key.toLowerCase() : event.key]?.(event);
  press(button);
  if (button || ANYWHERE[event.key]?.()) event.preventDefault();
}

function withCtrl(event) {
  const key = event.key.toLowerCase();
  if (typing(event.target) || !['z', 'y'].includes(key)) return;
  const name = key === 'y' || event.shiftKey ? 'redo' : 'undo';
  const button = document.querySelector(`[name="${name}"][form="plan"]`);
  if (button) event.preventDefault();
  press(button);
}

// Esc leaves an open dose as it was.
function restore(event) {
  const cancel = event.target.closest('form[data-live]')?.querySelector('[data-cancel]');
  if (cancel) event.preventDefault();
  press(cancel);
}

// Enter in the search adds the first exercise found for what stands there, at the dose that is said behind the name, and
// marks the words for the next. With Shift its dose opens; when that is closed the search has the focus again.
async function addFirst(event) {
  const search = event.target.closest('[data-find]');
  if (!search?.value || !document.querySelector('[data-builder]')) return;
  event.preventDefault();
  const { act } = await import('./send.js');
  act({ add_found: '1', ...(event.shiftKey && { open: '1' }) }, `Add the first found for ${search.value}`);
  search.select();
}
