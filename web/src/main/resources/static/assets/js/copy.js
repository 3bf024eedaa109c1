// Buttons that copy the text of another element.
import {announce} from './text.js';

export function start() {
  document.addEventListener('click', async event => {
    const button = event.target.closest('[data-copies]');
    if (!button) {
      return;
    }
    const source = document.getElementById(button.dataset.copies);
    try {
      await navigator.clipboard.writeText(source.textContent.trim());
      announce('Copied');
    } catch {
      getSelection().selectAllChildren(source);
      announce('Selected: copy it with the keyboard');
    }
  });
}
