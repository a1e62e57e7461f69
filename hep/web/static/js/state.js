// What became of the last edit, in words and a sign: Saving, Saved 14:32, Offline, Not saved.
const SIGNS = { saved: 'check', saving: 'check', offline: 'offline', refused: 'caution', 'signed-out': 'caution' };

const clock = () => new Date().toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const changes = (n) => `${n} change${n === 1 ? '' : 's'}`;

const QUICK = 200;  // ms: what is saved sooner is not announced, and no frame is painted for it
let slow;

export function tell(state, edits) {
  clearTimeout(slow);
  if (state === 'saving') slow = setTimeout(() => write(state, edits), QUICK);
  else write(state, edits);
}

function write(state, edits) {
  const words = {
    saving: 'Saving',
    saved: `Saved ${clock()}`,
    offline: `Offline, ${changes(edits.length)} wait${edits.length === 1 ? 's' : ''}`,
    refused: 'Not saved',
    'signed-out': `Signed out, ${changes(edits.length)} not saved`,
  }[state];
  for (const place of document.querySelectorAll('[data-saved]')) {
    place.dataset.state = { refused: 'conflict', 'signed-out': 'conflict' }[state] ?? state;
    place.lastElementChild.textContent = words;
    const sign = place.querySelector('use');
    sign.setAttribute('href', `${sign.getAttribute('href').split('#')[0]}#${SIGNS[state]}`);
  }
  notice(state, edits);
}

// The notice with what waits lies over the page, so that nothing under the hand jumps.
function notice(state, edits) {
  const box = document.getElementById('offline');
  if (!box || state === 'saving') return;
  const away = state === 'offline' || state === 'signed-out';
  if (away && box.hidden) box.querySelector('[data-since]').textContent = clock();
  box.hidden = !away;
  if (!away) return;
  for (const part of box.querySelectorAll('[data-when]')) part.hidden = part.dataset.when !== state;
  box.querySelector('[data-how-many]').textContent = changes(edits.length);
  box.querySelector('[data-waiting]').replaceChildren(
    ...edits.map((edit) => Object.assign(document.createElement('li'), { textContent: edit.words })),
  );
}
