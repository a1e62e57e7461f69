// One live region a page: what was done is shown and spoken, and can be taken back from here.
const region = document.querySelector('[data-live-region]');
const SECONDS = 8;
let timer;

export function say(words, undo) {
  if (!region || !words) return;
  const toast = document.createElement('div');
  toast.className = 'toast';
  toast.append(Object.assign(document.createElement('span'), { textContent: words }));
  if (undo) {
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'btn btn--small' });
    button.textContent = 'Undo';
    button.addEventListener('click', () => { region.replaceChildren(); undo(); });
    toast.append(button);
  }
  region.replaceChildren(toast);
  clearTimeout(timer);
  // It stays as long as somebody is about to press its button.
  const leave = () => {
    if (toast.matches(':hover, :focus-within')) timer = setTimeout(leave, SECONDS * 500);
    else toast.remove();
  };
  timer = setTimeout(leave, SECONDS * 1000);
}
