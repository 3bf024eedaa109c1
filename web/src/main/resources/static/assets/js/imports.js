// Lists of imports and of bulk changes, asked for again as long as one of them goes on and somebody looks.
import {absence, at, call} from './api.js';
import {mention} from './problem.js';
import {badge, cell, count, element, time, words} from './text.js';
import {figures} from './run.js';
import {morph} from './live.js';

const PAUSE = 4000;

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
  section.querySelector('.scroll').hidden = false;
  section.querySelector('.problem').hidden = true;
  const runs = answer.data.items ?? [];
  const now = body.cloneNode(false);
  now.append(...runs.map(item => row(section, figures(item))));
  if (runs.length === 0) {
    const line = element('tr', '', {class: 'none'});
    line.append(element('td', 'None yet.', {colspan: section.querySelectorAll('thead th').length}));
    now.append(line);
  }
  morph(body, now);
  if (runs.some(item => !figures(item).over)) {
    setTimeout(() => again(section), PAUSE);
  }
}

function again(section) {
  if (document.hidden) {
    document.addEventListener('visibilitychange', () => again(section), {once: true});
  } else {
    list(section);
  }
}

function row(section, run) {
  const id = run.id;
  const line = element('tr', '', {'data-key': id});
  const head = element('th', '', {scope: 'row'});
  head.append(element('a', time(run.created_at), {href: at(`${section.dataset.page}/${encodeURIComponent(id)}`)}));
  line.append(head, ...run.action ? [cell('What', words(run.action))] : [], cell('By', run.created_by), cell('Status', badge(run.status)), cell('In all', count(run.rows), {class: 'number'}),
    cell('Done', count(run.done), {class: 'number'}), cell('Refused', count(run.refused), {class: 'number'}));
  return line;
}

document.querySelectorAll('[data-runs]').forEach(list);
