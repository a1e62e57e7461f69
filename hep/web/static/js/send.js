// Saves in place: the form that would be sent, or the link that would be followed, is fetched, and the page takes over
// what the answer says. Where that cannot be done the browser goes on as without scripts.
import { say } from './announce.js';
import { keepFocus } from './focus.js';
import { asksFor, held, read, show, unsaved } from './page.js';
import { edits, listen, send, wait } from './queue.js';
import { tell } from './state.js';

let leaving = false;
let lost = false;  // whether the last try had no answer
let issues = false;  // whether the handout is to be issued as soon as everything is saved

// One act of the builder without a button of its own: a drag, an exercise put into a place.
export function act(fields, words, says) {
  const form = document.getElementById('plan');
  const all = [...new FormData(form), ...Object.entries(fields)];
  return wait({ url: address(form.action), fields: all, form: form.id, words, says });
}

// The address of a form with the search as it stands beside the plan, so that an answer brings the same list.
function address(action) {
  const find = document.querySelector('[data-find]')?.form;
  const query = find ? new URLSearchParams([...new FormData(find)].filter(([, value]) => value)) : '';
  return new URL(action).pathname + (`${query}` ? `?${query}` : '');
}

const wordsOf = (button) => (button?.ariaLabel ?? button?.textContent ?? 'Save').replace(/\s+/g, ' ').trim();

document.addEventListener('submit', (event) => {
  const { target: form, submitter } = event;
  if (event.defaultPrevented) return;
  if (submitter?.getAttribute('aria-disabled') === 'true') {
    event.preventDefault();
    say(document.getElementById(submitter.getAttribute('aria-describedby'))?.textContent ?? submitter.title);
  } else if (form.matches('[data-live]')) {
    event.preventDefault();
    const before = new CustomEvent('act', { detail: { submitter }, bubbles: true });
    (submitter ?? form).dispatchEvent(before);
    unsaved(form, false);
    const fields = [...new FormData(form, submitter)];
    wait({ url: address(form.action), fields, form: form.id, words: wordsOf(submitter), says: before.detail.says });
  } else if (form.matches('[data-issues]') && !mayLeave()) {
    event.preventDefault();
  } else {
    leaving = true;
  }
});

// A handout is of the plan as it is saved: what waits or is being typed comes first.
function mayLeave() {
  const typed = document.querySelector('[data-unsaved] .input, [data-unsaved].input');
  if (typed) {
    say('Something is typed and not saved. Save or cancel it, then issue.');
    typed.focus();
  } else if (edits().length && lost) {
    say('Issuing needs the connection. Your changes wait on this computer.');
  }
  issues = !typed && edits().length && !lost;
  return !typed && !edits().length;
}

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[href]');
  const plain = event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (plain || !link?.closest('[data-builder]') || link.origin + link.pathname !== location.origin + location.pathname) return;
  leaving = link.matches('[data-away]');
  if (leaving) return;
  event.preventDefault();
  follow(link);
});

export async function follow(link) {
  const form = link.closest('form');
  // What opens on the answer of an edit that is still on its way would be closed by it.
  if (edits().length && !lost) await new Promise((done) => document.addEventListener('calm', done, { once: true }));
  try {
    const response = await fetch(link.href, { headers: asksFor() });
    if (!response.ok || response.redirected) return location.assign(link.href);
    const { answer } = read(await response.text());
    form?.reset();
    unsaved(form, false);
    keepFocus(() => show(answer), link);
  } catch {
    form?.reset();
    say(form ? 'No connection. What you typed is taken back.' : 'No connection. This needs it.');
  }
}

listen({
  answered(edit, response, html) {
    const { answer, says } = read(html);
    lost = false;
    issues &&= response.ok;
    if (!response.ok) held(edit, answer, response.status);
    else if (edits().length) show(answer, ['plan', 'issue']);  // what the next edit needs; the last brings the rest
    else keepFocus(() => show(answer), null);
    if (response.ok && !edits().length) {
      announce(edit, says);
      document.dispatchEvent(new CustomEvent('answered'));
      if (issues) document.querySelector('[data-issues]').requestSubmit();
    }
  },
  changed(state) {
    lost ||= state === 'offline';
    issues &&= !lost;
    if (!lost || state !== 'saving') tell(state, edits());  // another try is not worth a word
    if (state !== 'saving') document.dispatchEvent(new CustomEvent('calm'));
  },
});
document.addEventListener('click', ({ target }) => { if (target.closest('[data-try]')) send(); });

function announce(edit, says) {
  const undo = document.querySelector('[name="undo"]:not([aria-disabled="true"])');
  const takesBack = edit.fields.some(([name]) => name === 'undo' || name === 'redo');
  say(edit.says || says || `${edit.words}: done`, undo && !takesBack ? () => undo.form.requestSubmit(undo) : null);
}

addEventListener('beforeunload', (event) => {
  if (!leaving && (edits().length || document.querySelector('[data-unsaved]'))) event.preventDefault();
});
addEventListener('pageshow', () => { leaving = false; });
