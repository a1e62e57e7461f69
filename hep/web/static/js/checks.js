// The checks follow an edit by themselves, so that nobody waits for them to see what was done.
import { keepFocus } from './focus.js';
import { asksFor, read, show } from './page.js';

let asked = new AbortController();

document.addEventListener('answered', async () => {
  asked.abort();
  asked = new AbortController();
  const { signal } = asked;
  try {
    const response = await fetch(location.pathname, { headers: asksFor('checks'), signal });
    const { answer } = read(await response.text());
    if (response.ok && !response.redirected && !signal.aborted) keepFocus(() => show(answer, ['checks-live']), null);
  } catch {
    // Without a connection they stay as they were; the next edit asks again.
  }
});
