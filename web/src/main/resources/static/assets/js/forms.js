// Forms that change something: posted as JSON to the interface that programs use.
import {at, call, freshKey} from './api.js';
import {clear, note, show} from './problem.js';
import {announce, element, time} from './text.js';

const REST = 5000;

/** What the fields say, under the interface's names; an empty field is not there. */
export function values(form) {
  const json = {};
  for (const field of form.elements) {
    if (!field.name || field.disabled || field.dataset.typed || (['radio', 'checkbox'].includes(field.type) && !field.checked)) {
      if (field.name && field.dataset.type === 'list') {
        json[field.name] ??= [];
      }
      continue;
    }
    const text = field.value.trim();
    if (text === '') {
      continue;
    }
    switch (field.dataset.type) {
      case 'int': json[field.name] = /^\d+$/.test(text) ? Number(text) : text; break;
      case 'bool': json[field.name] = text === 'true'; break;
      case 'list': (json[field.name] ??= []).push(text); break;
      case 'labels': json[field.name] = labels(text); break;
      case 'time': json[field.name] = `${text.length === 16 ? `${text}:00` : text}Z`; break;
      default: json[field.name] = text;
    }
    if (field.dataset.replaces) {
      delete json[field.dataset.replaces];
    }
  }
  for (const field of form.querySelectorAll('[data-replaces]')) {
    if (field.value.trim() !== '') {
      delete json[field.dataset.replaces];
    }
  }
  return json;
}

function labels(text) {
  return Object.fromEntries(text.split('\n').map(line => line.trim()).filter(Boolean).map(line => {
    const at = line.indexOf('=');
    return at < 0 ? [line, ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  }));
}

/** Fields that must not stay empty, and what has to be typed to confirm, before anybody is asked. */
function missing(form) {
  return [
    ...[...form.querySelectorAll('[required]')].filter(field => field.value.trim() === '')
      .map(field => ({field: field.name, message: 'must be filled in'})),
    ...[...form.querySelectorAll('[data-typed]')].filter(field => field.value.trim() !== field.dataset.typed)
      .map(field => ({field: field.name, message: `must be ${field.dataset.typed}`})),
  ];
}

/** Takes care of the button, so that nothing is sent twice. */
export async function busy(form, work) {
  const button = form.querySelector('[data-submit]');
  if (form.dataset.busy) {
    return;
  }
  form.dataset.busy = 'true';
  button.setAttribute('aria-disabled', 'true');
  const text = button.textContent;
  button.textContent = 'One moment…';
  try {
    await work();
  } finally {
    delete form.dataset.busy;
    button.removeAttribute('aria-disabled');
    button.textContent = text;
  }
}

/** The same key for the same values, so that trying again after a lost answer does not do it twice. */
function idempotency(form, json) {
  const said = JSON.stringify(json);
  if (form.dataset.said !== said || !form.dataset.key) {
    form.dataset.said = said;
    form.dataset.key = freshKey();
  }
  return {'Idempotency-Key': form.dataset.key};
}

async function send(form) {
  const [method, path] = form.dataset.api.split(' ');
  const gone = missing(form);
  if (gone.length > 0) {
    show(form, {details: gone});
    return;
  }
  let json = values(form);
  const headers = 'once' in form.dataset ? idempotency(form, json) : {};
  if (form.dataset.wait) {
    headers.Prefer = `wait=${form.dataset.wait}`;
  }
  let type;
  if ('patch' in form.dataset) {
    json = changes(form, json);
    type = 'application/merge-patch+json';
    if (form.dataset.etag) {
      headers['If-Match'] = form.dataset.etag;
    }
  }
  const answer = await call(method, path, {json, headers, type});
  if (!answer.ok) {
    show(form, answer.status === 404 && 'patch' in form.dataset && !answer.problem.detail
      ? {detail: 'This portal cannot change details.'} : answer.problem);
    return;
  }
  delete form.dataset.key;
  clear(form);
  if (answer.data?.status === 'awaiting_approval') {
    note(form.querySelector('.problem'), 'Somebody else has to approve this. It waits until then.',
      element('a', 'Show what waits', {href: at('/ui/access#approvals')}));
    return;
  }
  form.closest('dialog')?.close();
  form.reset();
  if (form.dataset.then === 'credentials' && answer.data?.credentials_link) {
    credentials(answer.data);
  }
  const warnings = (answer.data?.warnings ?? []).map(warning => warning.detail);
  announce([form.dataset.done ?? 'Done', ...warnings, ...outcome(answer.data?.enforcement)].join('. '));
  form.dispatchEvent(new CustomEvent('done', {bubbles: true, detail: answer.data}));
}

/** How far a change got at the brokers; the page shows the same beside the device, and goes on showing it. */
function outcome(brokers) {
  return (brokers ?? []).map(({broker_id: id, state, after_millis: millis}) => {
    switch (state) {
      case 'enforced': return `${id}: enforced after ${(millis / 1000).toFixed(1)} s`;
      case 'pending': return `${id}: not yet`;
      default: return `${id}: not proven`;
    }
  });
}

/** A merge patch (RFC 7396): what is empty now is taken away. */
function changes(form, json) {
  const patch = {...json};
  for (const field of form.elements) {
    if (field.name && !field.required && !(field.name in json)) {
      patch[field.name] = field.dataset.type === 'labels' ? {} : null;
    }
    if (field.dataset.type === 'labels') {
      const before = labels(field.defaultValue);
      const now = patch[field.name] ?? {};
      Object.keys(before).filter(key => !(key in now)).forEach(key => { now[key] = null; });
      patch[field.name] = now;
    }
  }
  return patch;
}

/** Shown once: nobody can ask for the password again. */
export function credentials(data) {
  const section = document.getElementById('credentials');
  section.querySelectorAll('[data-fill]').forEach(place => {
    const value = data[place.dataset.fill];
    place.textContent = place.dataset.fill.endsWith('_at') ? time(value) : value ?? '–';
  });
  section.querySelectorAll('[data-with]').forEach(place => { place.hidden = !data[place.dataset.with]; });
  section.querySelectorAll('[data-without]').forEach(place => { place.hidden = Boolean(data[place.dataset.without]); });
  section.querySelectorAll('[data-fill-action]').forEach(form => { form.action = new URL(data[form.dataset.fillAction]).pathname; });
  const warnings = document.getElementById('credentials-warnings');
  warnings.textContent = (data.warnings ?? []).map(warning => warning.detail).join('. ');
  warnings.hidden = !warnings.textContent;
  const device = section.querySelector('[data-device-link]');
  if (data.device_id) {
    device.href = at(`/ui/devices/${encodeURIComponent(data.device_id)}`);
  }
  device.hidden = !data.device_id || location.pathname === device.getAttribute('href');
  section.hidden = false;
  section.focus();
}

/** What is handed out once must not be asked for twice by an impatient hand. */
function rest(form) {
  const button = form.querySelector('button');
  setTimeout(() => { button.disabled = true; });
  setTimeout(() => { button.disabled = false; }, REST);
}

export function start() {
  document.addEventListener('submit', event => {
    const form = event.target;
    if (form.dataset.api) {
      event.preventDefault();
      busy(form, () => send(form));
    } else if ('download' in form.dataset) {
      rest(form);
    }
  });
}
