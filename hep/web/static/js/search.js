// The library beside the plan follows what is typed and ticked: only its list is replaced. One question at a time: what
// is typed meanwhile is asked next. An edit goes first.
import { asksFor, read, show } from './page.js';
import { edits } from './queue.js';

const find = document.querySelector('[data-find]');
const query = () => {
  const asked = [...new FormData(find.form)].map(([name, value]) => [name, value.trim()]);
  return `${new URLSearchParams(asked.filter(([, value]) => value))}`;
};
let asking = false;
let question = find.value === find.defaultValue ? query() : undefined;  // who was quicker than the page is asked for now

async function found() {
  if (asking || edits().length || query() === question) return;
  asking = true;
  const now = query();
  try {
    const response = await fetch(`${find.form.getAttribute('action')}?${now}`, { headers: asksFor('found') });
    const { answer } = read(await response.text());
    question = now;
    if (response.ok) show(answer, ['found']);
  } catch {
    return;  // no connection: the next letter asks again
  } finally {
    asking = false;
  }
  found();
}

if (!location.hash && document.activeElement === document.body && find.checkVisibility()) find.focus({ preventScroll: true });
find.addEventListener('input', found);
find.form.addEventListener('change', found);
document.addEventListener('calm', found);
find.form.addEventListener('submit', (event) => {
  event.preventDefault();
  found();
});
found();
