// A dialog that the server sent open becomes modal; data-opens and data-closes do the rest. Focus returns by itself.
export function makeModal(root = document) {
  for (const dialog of root.querySelectorAll('dialog[open]:not(:modal)')) {
    dialog.close();
    dialog.showModal();
  }
}

document.addEventListener('click', (event) => {
  const opener = event.target.closest('[data-opens]');
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  const closer = event.target.closest('[data-closes]');
  if (closer) {
    event.preventDefault();
    closer.closest('dialog').close();
  }
});

makeModal();
