// Lists of imports and of bulk changes.
import {absence, call} from './api.js';
import {mention} from './problem.js';
import {badge, cell, count, element, time} from './text.js';
import {figures} from './run.js';

async function list(section) {
  const answer = await call('GET', section.dataset.runs);
  section.removeAttribute('aria-busy');
  const body = section.querySelector('tbody');
  if (!answer.ok) {
    const box = section.querySelector('.problem');
    mention(box, absence(answer, section.querySelector('h2').textContent));
    section.querySelector('.scroll').hidden = true;
    return;
  }
  const runs = answer.data.items ?? [];
  body.replaceChildren(...runs.map(item => row(section, figures(item))));
  if (runs.length === 0) {
    const line = element('tr', '', {class: 'none'});
    line.append(element('td', 'None yet.', {colspan: 6}));
    body.append(line);
  }
}

function row(section, run) {
  const line = element('tr');
  const head = element('th', '', {scope: 'row'});
  head.append(element('a', time(run.created_at), {href: `${section.dataset.page}/${encodeURIComponent(run.id ?? run.import_id ?? run.bulk_id)}`}));
  line.append(head, cell('By', run.created_by), cell('Status', badge(run.status)), cell('In all', count(run.rows), {class: 'number'}),
    cell('Done', count(run.done), {class: 'number'}), cell('Refused', count(run.refused), {class: 'number'}));
  return line;
}

document.querySelectorAll('[data-runs]').forEach(list);
