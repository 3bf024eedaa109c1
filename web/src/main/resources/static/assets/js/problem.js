// Problem documents (RFC 9457) beside what they are about, with the focus where it helps.
import {at, here} from './api.js';
import {element, words} from './text.js';

export function clear(form) {
  form.querySelectorAll('.fault').forEach(fault => fault.remove());
  form.querySelectorAll('[aria-invalid]').forEach(field => {
    field.removeAttribute('aria-invalid');
    const described = (field.getAttribute('aria-describedby') ?? '').split(' ').filter(id => id && !id.endsWith('-fault'));
    described.length ? field.setAttribute('aria-describedby', described.join(' ')) : field.removeAttribute('aria-describedby');
  });
  const box = form.querySelector('.problem');
  if (box) {
    box.hidden = true;
    box.replaceChildren();
  }
}

/** @returns what the problem says of fields, each beside its field; the rest is said at the top */
export function show(form, problem) {
  clear(form);
  const rest = [];
  let first = null;
  for (const {field, message} of problem.details ?? []) {
    const input = named(form, field);
    if (input) {
      beside(input, message);
      first ??= input;
    } else {
      rest.push(`${words(field)} ${message}`);
    }
  }
  const box = form.querySelector('.problem');
  if (first && rest.length === 0) {
    open(first);
    first.focus();
    return;
  }
  say(box, problem.detail ?? problem.title ?? 'This did not work.', rest, problem);
  box.focus();
}

export function say(box, text, more = [], problem = {}) {
  box.classList.remove('note');
  box.replaceChildren(element('p', text), ...more.map(line => element('p', line)));
  if (problem.error === 'duplicate_name' && problem.device_id) {
    const link = element('a', 'Show the device that has this name', {href: at(`/ui/devices/${encodeURIComponent(problem.device_id)}`)});
    box.append(link);
  }
  if (problem.signIn) {
    box.append(element('a', 'Sign in', {href: at(`/login?next=${encodeURIComponent(here())}`)}));
  }
  box.hidden = false;
}

/** What is no mistake of anybody's. */
export function mention(box, text) {
  say(box, text);
  box.classList.add('note');
}

export function note(box, text, link) {
  mention(box, text);
  if (link) {
    box.append(link);
  }
  box.focus();
}

function named(form, field) {
  return field ? form.querySelector(`[name="${CSS.escape(field.replace(/[.[].*/, ''))}"]`) : null;
}

function beside(input, message) {
  const id = `${input.id || input.name}-fault`;
  const text = `${message.charAt(0).toUpperCase()}${message.slice(1)}`;
  input.setAttribute('aria-invalid', 'true');
  input.setAttribute('aria-describedby', [...(input.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean), id].join(' '));
  (input.closest('.field') ?? input.parentElement).append(element('p', text, {class: 'fault', id}));
}

function open(input) {
  const details = input.closest('details');
  if (details) {
    details.open = true;
  }
}
