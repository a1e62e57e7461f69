// The library beside the plan follows what is typed and ticked: only its list is replaced, the newest question wins.
import { read, show } from './page.js';

const REST = 50;  // ms without typing
const find = document.querySelector('[data-find]');
let timer;
let asked = new AbortController();
let question;
let answer;

const query = () => `${new URLSearchParams([...new FormData(find.form)].filter(([, value]) => value))}`;

// The list of what is asked for now, and whether it came; an older question is dropped.
export function found() {
  clearTimeout(timer);
  if (query() === question) return answer;
  asked.abort();
  asked = new AbortController();
  question = query();
  answer = ask(`${find.form.getAttribute('action')}?${question}`, asked.signal);
  return answer;
}

async function ask(address, signal) {
  try {
    const response = await fetch(address, { headers: { 'X-Fragment': 'found' }, signal });
    if (response.ok) show(read(await response.text()).answer, ['found']);
    return response.ok;
  } catch {
    if (!signal.aborted) question = undefined;  // no connection: the same words may be asked again
    return false;
  }
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(found, REST);
}

if (!location.hash && document.activeElement === document.body && find.checkVisibility()) find.focus({ preventScroll: true });
find.addEventListener('input', later);
find.form.addEventListener('change', ({ target }) => { if (target !== find) found(); });
find.form.addEventListener('submit', (event) => {
  event.preventDefault();
  found();
});
