// A file of devices: looked at here, checked by the server as a whole before anything is registered, followed while it runs.
import {at, call} from './api.js';
import {busy} from './forms.js';
import {clear, say, show} from './problem.js';
import {count, element} from './text.js';
import {follow} from './run.js';

const ROWS = 5;
const FAULTS = 200;
const form = document.getElementById('import');
const input = document.getElementById('file');
const drop = document.getElementById('drop');
const faults = document.getElementById('faults');

/** As far as a preview needs it: quotes, doubled quotes, commas. */
export function csv(line) {
  const cells = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const letter = line[at];
    if (quoted && letter === '"' && line[at + 1] === '"') {
      cell += '"';
      at++;
    } else if (letter === '"') {
      quoted = !quoted;
    } else if (letter === ',' && !quoted) {
      cells.push(cell);
      cell = '';
    } else {
      cell += letter;
    }
  }
  return [...cells, cell];
}

function ndjson(file) {
  return /\.(ndjson|jsonl)$/i.test(file.name) || file.type === 'application/x-ndjson';
}

async function preview() {
  const file = input.files[0];
  const place = document.getElementById('preview');
  faults.hidden = true;
  clear(form);
  if (!file) {
    place.hidden = true;
    return;
  }
  const lines = (await file.slice(0, 65536).text()).split(/\r?\n/).filter(line => line.trim() !== '');
  const table = place.querySelector('table');
  const head = ndjson(file) ? ['Row'] : csv(lines[0] ?? '');
  const rows = lines.slice(ndjson(file) ? 0 : 1, ROWS + 1).map(line => ndjson(file) ? [line] : csv(line));
  table.tHead.replaceChildren(row(head, 'th'));
  table.tBodies[0].replaceChildren(...rows.map(cells => row(cells, 'td')));
  table.caption.textContent = `${file.name}, ${count(Math.ceil(file.size / 1024))} kB, begins with`;
  place.hidden = false;
}

function row(cells, name) {
  const made = element('tr');
  made.append(...cells.map(text => element(name, text.replace(/^\uFEFF/, ''), name === 'th' ? {scope: 'col'} : {})));
  return made;
}

async function send() {
  const file = input.files[0];
  if (!file) {
    show(form, {details: [], detail: 'Choose a file first.'});
    return;
  }
  faults.hidden = true;
  const query = new URLSearchParams({key_algorithm: form.elements.key_algorithm.value});
  if (form.elements.validity_days.value.trim() !== '') {
    query.set('validity_days', form.elements.validity_days.value.trim());
  }
  const answer = await call('POST', `/imports?${query}`, {
    body: file, type: ndjson(file) ? 'application/x-ndjson' : 'text/csv'});
  if (!answer.ok) {
    refused(answer);
    return;
  }
  started(answer.data);
}

function refused(answer) {
  const rows = (answer.problem.details ?? []).filter(fault => fault.row !== undefined && fault.row !== null);
  if (rows.length === 0) {
    show(form, answer.status === 404 ? {detail: 'This portal does not import files.'} : answer.problem);
    return;
  }
  const bad = answer.problem.bad_rows ?? new Set(rows.map(fault => fault.row)).size;
  clear(form);
  say(form.querySelector('.problem'), `Nothing was registered: ${count(bad)} ${bad === 1 ? 'row is' : 'rows are'} at fault.`);
  const body = faults.querySelector('tbody');
  body.replaceChildren(...rows.slice(0, FAULTS).map(fault => {
    const line = element('tr');
    line.append(element('th', fault.row, {scope: 'row'}), element('td', fault.field), element('td', fault.message));
    return line;
  }));
  faults.hidden = false;
  faults.focus();
}

function started(data) {
  const id = encodeURIComponent(data.import_id);
  document.getElementById('batch-secret').hidden = !data.credentials_password; // each row brought its own key
  document.getElementById('batch-password').textContent = data.credentials_password ?? '';
  document.getElementById('import-link').href = at(`/ui/imports/${id}`);
  const section = document.getElementById('imported');
  section.hidden = false;
  section.focus();
  form.reset();
  document.getElementById('preview').hidden = true;
  const bar = document.getElementById('import-progress');
  const says = document.getElementById('import-state');
  follow(`/imports/${id}`, run => {
    bar.max = Math.max(1, run.rows);
    bar.value = run.done + run.refused;
    says.textContent = run.says;
  });
}

input.addEventListener('change', preview);
form.addEventListener('submit', event => {
  event.preventDefault();
  busy(form, send);
});
drop.addEventListener('dragover', event => {
  event.preventDefault();
  drop.classList.add('over');
});
drop.addEventListener('dragleave', () => drop.classList.remove('over'));
drop.addEventListener('drop', event => {
  event.preventDefault();
  drop.classList.remove('over');
  if (event.dataTransfer.files.length > 0) {
    input.files = event.dataTransfer.files;
    preview();
  }
});
