// The checks follow an edit by themselves, once it is painted, so that nobody waits for them to see what was done.
import { keepFocus } from './focus.js';
import { asksFor, read, show } from './page.js';

const PAINTED = 60;  // ms

let asked = new AbortController();

document.addEventListener('answered', async () => {
  asked.abort();
  asked = new AbortController();
  const { signal } = asked;
  await new Promise((done) => setTimeout(done, PAINTED));
  if (signal.aborted) return;
  try {
    const response = await fetch(location.pathname, { headers: asksFor('checks'), signal });
    const { answer } = read(await response.text());
    if (response.ok && !response.redirected && !signal.aborted) keepFocus(() => show(answer, ['checks-live']), null);
  } catch {
    // Without a connection they stay as they were; the next edit asks again.
  }
});
