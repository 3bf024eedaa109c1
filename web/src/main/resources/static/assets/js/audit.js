// The newest checkpoint, and exports as files.
import {absence, at, call} from './api.js';
import {mention, say} from './problem.js';
import {announce, count, time} from './text.js';

const list = document.getElementById('checkpoint');
const box = list.parentElement.querySelector('.problem');

function tell(checkpoint) {
  const texts = {size: count(checkpoint.size), signed_at: time(checkpoint.signed_at), root: checkpoint.root, verifier_key: checkpoint.verifier_key};
  Object.entries(texts).forEach(([name, text]) => { list.querySelector(`[data-checkpoint="${name}"]`).textContent = text; });
  list.hidden = false;
  box.hidden = true;
}

async function look() {
  const answer = await call('GET', '/audit/checkpoint', {headers: {Accept: 'application/json'}});
  if (answer.ok) {
    tell(answer.data);
  } else {
    mention(box, answer.status === 503 ? 'None has been signed yet.' : absence(answer, 'Checkpoints'));
  }
}

look();
document.getElementById('sign')?.addEventListener('click', async event => {
  const button = event.currentTarget;
  button.disabled = true;
  const answer = await call('POST', '/audit/checkpoints');
  button.disabled = false;
  button.focus();
  if (answer.ok) {
    tell(answer.data);
    announce('Signed');
  } else {
    say(box, answer.problem.detail ?? 'It could not be signed.');
  }
});
document.querySelectorAll('[data-export]').forEach(button => button.addEventListener('click', async () => {
  announce('Exporting…');
  let file;
  try {
    const response = await fetch(at(button.dataset.from), {headers: {Accept: button.dataset.export}, cache: 'no-store'});
    file = response.ok ? await response.blob() : null;
  } catch {
    file = null;
  }
  if (!file) {
    announce('The export did not work');
    return;
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = button.dataset.file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  announce('Exported');
}));
