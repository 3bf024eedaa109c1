// API keys and approvals, by the interface that programs use.
import {absence, at, call} from './api.js';
import {busy} from './forms.js';
import {clear, mention, show} from './problem.js';
import {announce, badge, cell, count, element, time, words} from './text.js';

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
  line.append(element('th', key.name, {scope: 'row', class: 'break'}), cell('Owner', key.owner, {class: 'break'}), cell('Roles', (key.roles ?? []).map(words).join(', ')), cell('Status', badge(key.status)),
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

/** What exactly would be done, and where it is seen. */
function about({action, subject, request}) {
  const id = encodeURIComponent(subject);
  switch (action) {
    case 'mass_revocation':
      return {text: `${words(request.action)} ${count(request.rows)} ${request.rows === 1 ? 'device' : 'devices'}${request.reason ? `, ${words(request.reason).toLowerCase()}` : ''}`, page: `/ui/bulk/${id}`};
    case 'decommission':
      return {text: `device ${subject}`, page: `/ui/devices/${id}`};
    default:
      return {text: [`type ${subject}`, ...(request?.rules ?? []).map(rule => `${rule.access} ${rule.topic}`)].join(', ')};
  }
}

/** The actor, and who stands behind it where that is another name. */
function person(actor, owner) {
  return owner && owner !== actor ? `${actor} (${owner})` : actor;
}

function approvalRow(approval) {
  const id = approval.id;
  const what = words(approval.action);
  const line = element('tr');
  const buttons = element('div', '', {class: 'row'});
  const choice = element('td');
  choice.append(buttons);
  if (approval.status === 'pending') {
    for (const [verb, style] of [['approve', ''], ['reject', 'danger quiet']]) {
      const button = element('button', words(verb), {type: 'button', class: `${style} small`});
      button.append(element('span', ` ${what}`, {class: 'hidden'}));
      button.addEventListener('click', () => decide({
        title: `${words(verb)} this`, text: `${what}: ${about(approval).text}, asked for by ${person(approval.requested_by, approval.requester_owner)}.`, method: 'POST',
        path: `/approvals/${encodeURIComponent(id)}/${verb}`, comment: true, done: verb === 'approve' ? 'Approved' : 'Rejected', then: listApprovals}));
      buttons.append(button);
    }
  }
  const head = element('th', what, {scope: 'row'});
  const {text, page} = about(approval);
  head.append(element('br'), page ? element('a', text, {href: at(page), class: 'break'}) : element('span', text, {class: 'muted break'}));
  if (approval.comment) {
    head.append(element('br'), element('span', approval.comment, {class: 'muted break'}));
  }
  line.append(head, cell('Asked by', `${person(approval.requested_by, approval.requester_owner)}, ${time(approval.requested_at)}`), cell('Status', badge(approval.status)),
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
