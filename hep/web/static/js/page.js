// Takes an answer into the page: all of its main, or the fragments of the same id.
import { makeModal } from './dialog.js';
import { patch } from './patch.js';

const main = document.querySelector('[data-builder]');
let later;  // an answer that came while a row was in the hand

// What a request for parts of the page says: which parts, which state the page shows, and what lies open there. What is
// the same is not sent again.
export function asksFor(parts = '1') {
  const open = [...document.querySelectorAll(':is(.rx, .phase):has(> .dose .dose__edit, > .phase__edit)')];
  const shows = [document.getElementById('plan-column').dataset.shows, ...open.map((one) => one.id.replace(/^rx-/, ''))];
  return { 'X-Fragment': parts, 'X-Shows': shows.join(' ') };
}

// An answer as a page, and what it has to say: a notice at its top would move everything under the hand.
export function read(html) {
  const answer = new DOMParser().parseFromString(html, 'text/html');
  const notes = [...answer.querySelectorAll('[data-flash]')];
  notes.forEach((note) => note.remove());
  const words = [answer.querySelector('[data-says]'), ...notes].map((one) => one?.textContent.trim());
  return { answer, says: words.filter(Boolean).join(' ') };
}

const isBuilder = (answer) => !answer.querySelector('main:not([data-builder])');

export function show(answer, only) {
  if (!isBuilder(answer)) return;  // a page of errors is not the plan
  const whole = answer.querySelector('main');
  if (only) {
    for (const id of only) take(answer.getElementById(id));
  } else if (document.querySelector('[data-state="dragged"]')) {
    later = answer;
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
  const answer = later;
  later = undefined;
  if (answer) show(answer);
}

// An answer that kept nothing: two versions, or what is wrong, in its place; focus goes to its heading.
export function held(edit, answer, status) {
  if (isBuilder(answer)) show(answer);
  else failed(edit, answer, status);
  if (edit.form) unsaved(document.getElementById(edit.form), true);
  const alert = main.querySelector('[role="alert"]:not([hidden])');
  alert?.setAttribute('tabindex', '-1');
  alert?.focus();
}

// The plan stays, a notice says what happened.
function failed(edit, answer, status) {
  const notice = document.getElementById('failed');
  notice.hidden = false;
  notice.querySelector('[data-what]').textContent = `Not saved: ${edit.words}`;
  notice.querySelector('[data-why]').textContent = [...answer.querySelectorAll('main h1, main p')]
    .map((one) => one.textContent.trim()).slice(0, 2).join('. ') || `The program answered ${status}.`;
}

// Marks what was typed and not saved, so that no answer takes it away and leaving asks.
export function unsaved(form, is) {
  if (form && form.id !== 'plan') (form.closest('[data-keep]') ?? form).toggleAttribute('data-unsaved', is);
}

document.addEventListener('click', ({ target }) => {
  if (target.closest('[data-hides]')) target.closest('.notice').hidden = true;
});
document.addEventListener('input', ({ target }) => {
  unsaved(target.closest('form[data-live]'), true);
});
