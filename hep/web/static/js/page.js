// Takes an answer into the page: all of its main, or the fragments of the same id.
import { makeModal } from './dialog.js';
import { patch } from './patch.js';

const main = document.querySelector('[data-builder]');
let later;  // an answer that came while a row was in the hand

export function show(html, only) {
  const answer = new DOMParser().parseFromString(html, 'text/html');
  const whole = answer.querySelector('main');
  if (whole && !whole.matches('[data-builder]')) return;  // a page of errors is not the plan
  if (only) {
    for (const id of only) take(answer.getElementById(id));
  } else if (document.querySelector('[data-state="dragged"]')) {
    later = html;
  } else {
    const parts = whole ? [whole] : [...answer.querySelectorAll('[id]')].filter((one) => !one.parentElement.closest('[id]'));
    parts.forEach(take);
    if (answer.title) document.title = answer.title;
    makeModal(main);
  }
}

function take(fresh) {
  const old = fresh && document.getElementById(fresh.id);
  if (old) patch(old, fresh);
}

// What came meanwhile is shown when the row is put down.
export function release() {
  const html = later;
  later = undefined;
  if (html) show(html);
}

// An answer that kept nothing: two versions, or what is wrong, in its place; focus goes to its heading.
export function held(edit, html, status) {
  const answer = new DOMParser().parseFromString(html, 'text/html');
  if (answer.querySelector('main:not([data-builder])')) failed(edit, answer, status);
  else show(html);
  if (edit.form) unsaved(document.getElementById(edit.form), true);
  const alert = main.querySelector('[role="alert"]');
  alert?.setAttribute('tabindex', '-1');
  alert?.focus();
}

// A page of errors is not taken over: the plan stays, a notice says what happened.
function failed(edit, answer, status) {
  const notice = document.getElementById('failed');
  notice.hidden = false;
  notice.querySelector('[data-what]').textContent = `Not saved: ${edit.words}`;
  notice.querySelector('[data-why]').textContent = [...answer.querySelectorAll('main h1, main p')]
    .map((one) => one.textContent.trim()).slice(0, 2).join('. ') || `The program answered ${status}.`;
}

// Marks what was typed and not saved, so that no answer takes it away and leaving asks.
export function unsaved(form, is) {
  const kept = form?.closest('[data-keep]') ?? form;
  kept?.toggleAttribute('data-unsaved', is);
}

document.addEventListener('click', ({ target }) => {
  if (target.closest('[data-hides]')) target.closest('.notice').hidden = true;
});
document.addEventListener('input', ({ target }) => {
  const form = target.closest('form[data-live]');
  if (form && form.id !== 'plan') unsaved(form, true);
});
