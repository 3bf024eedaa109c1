// Buttons that open and close dialogs. The element gives the focus back; if its button is gone, the page's heading takes it.

export function start() {
  document.addEventListener('click', event => {
    const opens = event.target.closest('[data-opens]');
    if (opens) {
      const dialog = document.getElementById(opens.dataset.opens);
      if (!dialog) {
        location.reload(); // the button came with what the page showed later
        return;
      }
      dialog.dispatchEvent(new CustomEvent('opening'));
      dialog.showModal();
    }
    if (event.target.closest('[data-closes]')) {
      event.target.closest('dialog').close();
    }
  });
}
