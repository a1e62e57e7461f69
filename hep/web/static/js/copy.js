import { say } from './announce.js';

// A button copies the text of a field, and says so; without a script the field can be selected and copied by hand.
for (const button of document.querySelectorAll('[data-copy]')) {
  const words = button.textContent;
  button.hidden = false;
  button.addEventListener('click', async () => {
    let done = 'Copied';
    const field = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(field.value);
    } catch { // no clipboard over plain HTTP: select it, so that one key copies
      field.select();
      if (!document.execCommand('copy')) done = 'Selected. Now press Ctrl C';
    }
    button.textContent = done;
    say(`${done}.`);
    setTimeout(() => { button.textContent = words; }, 3000);
  });
}
