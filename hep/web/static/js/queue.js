// Edits leave in order, one at a time, each with a token so that it counts once. Without a connection they wait in
// this tab, for this person and this plan, and go out when it is back.
import { asksFor } from './page.js';

const main = document.querySelector('[data-builder]');
const shelf = `hep waiting ${main.dataset.person} ${location.pathname}`;
const waiting = JSON.parse(sessionStorage.getItem(shelf) ?? '[]');
const PATIENCE = 20_000;  // ms until an answer counts as lost
const AGAIN = 5_000;  // ms until the next try
const NO_ANSWER = [408, 429, 502, 503, 504];  // somebody between us and the program, or too many at once
let busy = false;
let held = false;
let timer;
let heard = { answered() {}, changed() {} };

export const edits = () => waiting;
export const isHeld = () => held;

// `answered(edit, response, html)` is called for every answer, `changed(state)` whenever the line moves.
export function listen(hearing) {
  heard = hearing;
  if (waiting.length) send();
}

// An edit is {url, fields, form, words, says}; the one that settles two versions goes before those that wait for it.
export function wait(edit) {
  edit.token ??= token();
  if (held) waiting.unshift(edit);
  else waiting.push(edit);
  held = false;
  keep();
  return send();
}

// 128 random bits; randomUUID is missing where the page does not come over https.
function token() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function keep() {
  if (waiting.length) sessionStorage.setItem(shelf, JSON.stringify(waiting));
  else sessionStorage.removeItem(shelf);
}

export async function send() {
  if (busy || held || !waiting.length) return;
  clearTimeout(timer);
  busy = true;
  heard.changed('saving');
  try {
    const edit = waiting[0];
    const response = await post(edit);
    const html = await response.text();
    if (NO_ANSWER.includes(response.status)) throw new Error(`status ${response.status}`);
    settle(edit, response, html);
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof DOMException || error.message.startsWith('status'))) throw error;
    heard.changed('offline');
    timer = setTimeout(send, AGAIN);
    return;
  } finally {
    busy = false;
  }
  await send();
}

// What an edit was made on: the plan as the page shows it when the edit goes out, with the edits before it. A form that
// was opened earlier (a dose) keeps what it was opened on, so that a change of the same dose by somebody else shows.
function post({ url, fields, form, token }) {
  const body = new URLSearchParams(fields);
  for (const name of form === 'plan' ? ['csrf_token', 'revision', 'step'] : ['csrf_token']) {
    body.set(name, document.querySelector(`#plan [name="${name}"]`)?.value ?? '');
  }
  body.set('token', token);
  return fetch(url, { method: 'POST', body, headers: asksFor(), signal: AbortSignal.timeout(PATIENCE) });
}

function settle(edit, response, html) {
  const signedOut = response.status === 400 || new URL(response.url).pathname === '/sign-in';
  held = response.status === 409 || signedOut;
  if (!signedOut) waiting.shift();
  keep();
  heard.answered(edit, response, html);
  if (signedOut) heard.changed('signed-out');
  else if (!response.ok) heard.changed('refused');
  else if (!waiting.length) heard.changed('saved');
}

addEventListener('online', send);
