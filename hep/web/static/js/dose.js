// How a dose is understood, below the field while it is typed: the server reads it by the rule by which it is saved.
import { asksFor, read, show } from './page.js';

let asking = false;

document.addEventListener('input', ({ target }) => { if (target.id === 'said') understand(target); });

async function understand(field) {
  if (asking) return;
  asking = true;
  const said = field.value;
  const query = new URLSearchParams({ edit: field.closest('.rx').id.replace(/^rx-/, ''), said });
  try {
    const response = await fetch(`${location.pathname}?${query}`, { headers: asksFor('said') });
    const { answer } = read(await response.text());
    if (response.ok && field.isConnected) show(answer, ['said-reads']);
  } catch {
    return;  // no connection: it is read when it is sent
  } finally {
    asking = false;
  }
  if (field.isConnected && field.value !== said) understand(field);
}
