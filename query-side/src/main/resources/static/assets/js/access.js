// API keys and approvals, by the interface that programs use.
import {absence, call} from './api.js';
import {busy} from './forms.js';
import {clear, mention, show} from './problem.js';
import {announce, badge, cell, element, time, words} from './text.js';

const keys = document.getElementById('keys');
const approvals = document.getElementById('approvals');
const dialog = document.getElementById('decide');
const form = dialog.querySelector('form');
let decision = null;
let cursor = null;

function empty(body, columns, text) {
  const line = element('tr', '', {class: 'none'});
  line.append(element('td', text, {colspan: columns}));
  body.replaceChildren(line);
}

function failed(section, answer, what) {
  section.removeAttribute('aria-busy');
  const box = section.querySelector('.problem');
  mention(box, absence(answer, what));
  section.querySelectorAll('.scroll, form').forEach(part => { part.hidden = true; });
}

async function listKeys(more) {
  const answer = await call('GET', `/admin/api-keys?limit=50${more && cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
  if (!answer.ok) {
    failed(keys, answer, 'API keys');
    return;
  }
  keys.removeAttribute('aria-busy');
  const body = keys.querySelector('tbody');
  const rows = answer.data.items.map(keyRow);
  more ? body.append(...rows) : body.replaceChildren(...rows);
  cursor = answer.data.next_cursor ?? null;
  document.getElementById('more-keys').hidden = cursor === null;
}

function keyRow(key) {
  const line = element('tr');
  const revoke = element('td');
  if (key.status === 'active') {
    const button = element('button', 'Revoke', {type: 'button', class: 'danger quiet small'});
    button.append(element('span', ` ${key.name}`, {class: 'hidden'}));
    button.addEventListener('click', () => decide({
      title: 'Revoke key', text: `Whoever uses the key ${key.name} is turned away from then on.`, method: 'DELETE',
      path: `/admin/api-keys/${encodeURIComponent(key.id)}`, comment: false, done: 'Key revoked', then: () => listKeys(false)}));
    revoke.append(button);
  }
  line.append(element('th', key.name, {scope: 'row', class: 'break'}), cell('Roles', (key.roles ?? []).map(words).join(', ')), cell('Status', badge(key.status)),
    cell('Created', `${time(key.created_at)}${key.created_by ? `, by ${key.created_by}` : ''}`), cell('Last used', key.last_used_at ? time(key.last_used_at) : 'Never'),
    cell('Expires', key.expires_at ? time(key.expires_at) : 'Never'), revoke);
  return line;
}

async function listApprovals() {
  const status = document.getElementById('approval-status').value;
  const answer = await call('GET', `/approvals${status ? `?status=${status}` : ''}`);
  if (!answer.ok) {
    failed(approvals, answer, 'Approvals');
    return;
  }
  approvals.removeAttribute('aria-busy');
  const body = approvals.querySelector('tbody');
  const items = answer.data.items ?? [];
  items.length === 0 ? empty(body, 5, status === 'pending' ? 'Nothing waits for a decision.' : 'None yet.') : body.replaceChildren(...items.map(approvalRow));
}

function approvalRow(approval) {
  const id = approval.id;
  const what = words(approval.action);
  const line = element('tr');
  const choice = element('td', '', {class: 'row'});
  if (approval.status === 'pending') {
    for (const [verb, style] of [['approve', ''], ['reject', 'danger quiet']]) {
      const button = element('button', words(verb), {type: 'button', class: `${style} small`});
      button.append(element('span', ` ${what}`, {class: 'hidden'}));
      button.addEventListener('click', () => decide({
        title: `${words(verb)} this`, text: `${what}${approval.subject ? `: ${approval.subject}` : ''}, asked for by ${approval.requested_by}.`, method: 'POST',
        path: `/approvals/${encodeURIComponent(id)}/${verb}`, comment: true, done: verb === 'approve' ? 'Approved' : 'Rejected', then: listApprovals}));
      choice.append(button);
    }
  }
  const head = element('th', what, {scope: 'row'});
  for (const text of [approval.subject, approval.comment].filter(Boolean)) {
    head.append(element('br'), element('span', text, {class: 'muted break'}));
  }
  line.append(head, cell('Asked by', `${approval.requested_by}, ${time(approval.requested_at)}`), cell('Status', badge(approval.status)),
    cell('Until', time(approval.expires_at)), choice);
  return line;
}

function decide(wanted) {
  decision = wanted;
  form.reset();
  clear(form);
  form.querySelector('h2').textContent = wanted.title;
  form.querySelector('[data-says]').textContent = wanted.text;
  form.querySelector('[data-comment]').hidden = !wanted.comment;
  form.querySelector('[data-submit]').textContent = wanted.title;
  dialog.showModal();
}

form.addEventListener('submit', event => {
  event.preventDefault();
  busy(form, async () => {
    const comment = form.elements.comment.value.trim();
    const answer = await call(decision.method, decision.path, decision.comment ? {json: comment ? {comment} : {}} : {});
    if (!answer.ok) {
      show(form, answer.problem);
      return;
    }
    dialog.close();
    announce(decision.done);
    await decision.then();
  });
});

document.addEventListener('done', event => {
  if (event.target.id === 'create-key') {
    document.getElementById('key-value').textContent = event.detail.key;
    const section = document.getElementById('new-key');
    section.hidden = false;
    section.focus();
    listKeys(false);
  }
});
document.getElementById('approval-status').addEventListener('change', listApprovals);
document.querySelector('[data-approvals-filter]').addEventListener('submit', event => event.preventDefault());
document.getElementById('more-keys')?.addEventListener('click', () => listKeys(true));
listApprovals();
if (keys) {
  listKeys(false);
}
