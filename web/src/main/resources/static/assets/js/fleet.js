// Changes of all devices that the search finds: counted first, then confirmed by their number.
import {at, call} from './api.js';
import {busy, values} from './forms.js';
import {clear, note, say, show} from './problem.js';
import {count, element} from './text.js';

const FILTERS = ['status', 'type', 'location', 'label', 'q', 'expires_before', 'certificate_state'];
const dialog = document.getElementById('bulk');
const form = dialog?.querySelector('form');
let kind;
let expected = null;

function filter() {
  const asked = new URLSearchParams(location.search);
  return Object.fromEntries(FILTERS.filter(name => asked.get(name)).map(name => [name, asked.get(name)]));
}

function part(name) {
  return form.querySelector(`[data-bulk-${name}]`);
}

async function preview() {
  expected = null;
  clear(form);
  part('count').textContent = 'Looking…';
  part('sample').replaceChildren();
  part('result').hidden = true;
  form.querySelector('[data-submit]').disabled = true;
  const answer = await call('POST', `/bulk/${kind}`, {json: {filter: filter(), preview: true}});
  if (!answer.ok) {
    part('count').textContent = '';
    if (answer.status === 404) {
      say(form.querySelector('.problem'), 'This portal has no bulk changes.');
    } else {
      show(form, answer.problem);
    }
    return;
  }
  const found = answer.data.count;
  expected = {expected_count: found, expected_digest: answer.data.digest};
  part('count').textContent = found === 0 ? 'No device matches.' : `${count(found)} ${found === 1 ? 'device' : 'devices'}, among them:`;
  part('sample').replaceChildren(...(answer.data.sample ?? []).map(device => element('li', device.name)));
}

function open(which) {
  kind = which;
  form.reset();
  form.querySelector('h2').textContent = kind === 'revoke' ? 'Revoke all that match' : 'Renew all that match';
  form.querySelectorAll('[data-only]').forEach(field => {
    field.hidden = field.dataset.only !== kind;
    field.querySelectorAll('input, select').forEach(input => { input.disabled = field.hidden; });
  });
  form.querySelector('[data-confirm]').hidden = false;
  form.querySelector('[data-submit]').hidden = false;
  form.querySelector('[data-submit]').textContent = kind === 'revoke' ? 'Revoke' : 'Renew';
  dialog.showModal();
  preview();
}

async function run() {
  const answer = await call('POST', `/bulk/${kind}`, {json: {...values(form), filter: filter(), preview: false, ...expected}});
  if (!answer.ok) {
    show(form, answer.problem);
    return;
  }
  form.querySelector('[data-confirm]').hidden = true;
  form.querySelector('[data-submit]').hidden = true;
  if (answer.data.status === 'awaiting_approval') {
    note(form.querySelector('.problem'), 'Somebody else has to approve this. It waits until then.',
      element('a', 'Show what waits', {href: at('/ui/access#approvals')}));
    return;
  }
  const result = part('result');
  result.replaceChildren(element('p', `Started, for ${count(answer.data.count)} devices.`));
  if (answer.data.credentials_password) {
    result.append(element('p', 'This password opens the new credentials. It is shown here and nowhere else.'));
    const line = element('p', '', {class: 'copyable'});
    line.append(element('output', answer.data.credentials_password, {class: 'mono secret', id: 'bulk-password'}),
      element('button', 'Copy password', {type: 'button', class: 'quiet small', 'data-copies': 'bulk-password'}));
    result.append(line);
  }
  result.append(element('a', 'Show how far it is', {href: at(`/ui/bulk/${encodeURIComponent(answer.data.bulk_id)}`)}));
  result.hidden = false;
  result.focus();
}

if (dialog) {
  document.addEventListener('click', event => {
    const button = event.target.closest('[data-bulk]');
    if (button) {
      open(button.dataset.bulk);
    }
  });
  form.querySelector('#bulk-confirm').addEventListener('input', event => {
    const said = event.target.value.replace(/[\s,.]/g, '');
    form.querySelector('[data-submit]').disabled = !expected?.expected_count || said !== String(expected.expected_count);
  });
  form.addEventListener('submit', event => {
    event.preventDefault();
    if (!form.querySelector('[data-submit]').disabled) {
      busy(form, run);
    }
  });
}
