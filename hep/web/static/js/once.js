// A form that is on its way is not sent a second time: a double click would add a patient twice.
const PATIENCE = 20_000;  // ms; then the way was broken off
let sent;

// At the window: after everything that sends a form in another way.
addEventListener('submit', (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== 'post') return;
  if (sent === form) return event.preventDefault();
  sent = form;
  setTimeout(() => { sent = undefined; }, PATIENCE);
});
addEventListener('pageshow', () => { sent = undefined; });
