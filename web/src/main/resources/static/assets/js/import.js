// One import or bulk change, followed while it runs.
import {absence, call, freshKey} from './api.js';
import {show, say} from './problem.js';
import {announce, count, time, words} from './text.js';
import {follow} from './run.js';

const section = document.getElementById('run');
const path = section.dataset.run;
const cancel = section.querySelector('[data-run-cancel]');
const claim = section.querySelector('[data-run-claim]');
const claimed = section.querySelector('[data-run-claimed]');
const claimKey = freshKey(); // the same at each press, so that a lost answer is not a lost password

function field(name, text) {
  section.querySelector(`[data-run-field="${name}"]`).textContent = text;
}

function tell(run) {
  section.removeAttribute('aria-busy');
  const status = section.querySelector('[data-run-field="status"]');
  status.className = `badge ${run.status}`;
  field('status', words(run.status));
  field('rows', count(run.rows));
  field('done', count(run.done));
  field('refused', count(run.refused));
  field('rate', run.rows_per_second === undefined || run.rows_per_second === null ? '–' : count(Math.round(run.rows_per_second)));
  field('created_at', time(run.created_at));
  field('created_by', run.created_by ?? '–');
  field('credentials_expires_at', time(run.credentials_expires_at));
  const bar = document.getElementById('run-progress');
  bar.max = Math.max(1, run.rows);
  bar.value = run.done + run.refused;
  document.getElementById('run-says').textContent = run.says;
  const why = [run.reason && words(run.reason), run.comment, run.stop_reason && `stopped: ${words(run.stop_reason)}`].filter(Boolean).join(': ');
  section.querySelector('[data-run-why]').hidden = why === '';
  field('why', why);
  const download = section.querySelector('[data-run-credentials]');
  download.hidden = !run.credentials_link;
  const hint = section.querySelector('[data-run-hint]');
  hint.hidden = !run.credentials_link || !claimed.hidden;
  hint.textContent = `The password that opens the credentials was shown ${run.created_by === 'portal' ? 'to whoever claimed them' : 'when this was started'}.`;
  if (claim) {
    claim.hidden = !run.unclaimed;
  }
  if (run.credentials_link) {
    // Posted, so that the ZIP comes at once and a password stays in sight.
    download.action = new URL(run.credentials_link).pathname;
  }
  if (cancel) {
    cancel.hidden = !run.running; // what waits for approval is rejected instead
  }
}

const answer = await follow(path, tell);
if (!answer.ok) {
  section.removeAttribute('aria-busy');
  document.getElementById('run-says').textContent = 'Nothing to show';
  say(section.querySelector('.problem'), answer.status === 404 ? 'There is no such import or bulk change.' : absence(answer, 'This'));
}
claim?.querySelector('[data-run-claims]').addEventListener('click', async event => {
  const button = event.currentTarget;
  button.disabled = true;
  const done = await call('POST', `${path}/claim`, {headers: {'Idempotency-Key': claimKey}});
  button.disabled = false;
  if (!done.ok) {
    show(section, done.problem);
    if (done.status === 409) {
      follow(path, tell); // somebody was faster
    }
    return; // otherwise the button stays, for an answer that got lost
  }
  document.getElementById('claimed-password').textContent = done.data.credentials_password;
  claimed.hidden = false;
  claimed.focus();
  follow(path, tell);
});
cancel?.addEventListener('click', async () => {
  cancel.disabled = true;
  const done = await call('POST', `${path}/cancel`);
  cancel.disabled = false;
  if (done.ok) {
    announce('Cancelled');
    follow(path, tell);
  } else {
    show(section, done.problem);
  }
});
