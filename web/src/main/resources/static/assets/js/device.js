// Edits start from what the device is when the dialog opens, and do not overwrite what somebody else changed since.
import {call} from './api.js';

const dialog = document.getElementById('edit');
dialog?.addEventListener('opening', async () => {
  const form = dialog.querySelector('form');
  const answer = await call('GET', form.dataset.api.split(' ')[1]);
  if (!answer.ok) {
    return;
  }
  if (answer.etag) {
    form.dataset.etag = answer.etag;
  }
  for (const name of ['name', 'location', 'firmware']) {
    begin(form.elements[name], answer.data[name] ?? '');
  }
  const labels = Object.entries(answer.data.labels ?? {}).map(([key, value]) => `${key}=${value}`).join('\n');
  begin(form.elements.labels, labels);
});

/** What somebody has typed meanwhile stays. */
function begin(field, text) {
  if (field.value === field.defaultValue) {
    field.value = text;
  }
  field.defaultValue = text;
}
