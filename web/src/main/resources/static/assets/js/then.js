// The slider: a moment between the log's beginning and now. What it shows is fetched when it comes to rest.
import {at, fragment} from './api.js';
import {announce} from './text.js';

const REST = 250;
const slider = document.getElementById('slider');
const field = document.getElementById('at');
const from = Date.parse(slider.dataset.from);
const to = Math.max(from + 1000, Date.parse(slider.dataset.to));
const form = document.getElementById('moment');
let timer = null;
let asked = 0;

function place(at) {
  slider.value = Math.round(1000 * (at - from) / (to - from));
  spoken(at);
}

function moment() {
  return Number(slider.value) >= 1000 ? to : Math.floor((from + (to - from) * slider.value / 1000) / 1000) * 1000;
}

function text(at) {
  return new Date(at).toISOString().slice(0, 19);
}

function spoken(at) {
  slider.setAttribute('aria-valuetext', `${text(at).replace('T', ' ')} UTC`);
}

async function show() {
  const turn = ++asked;
  const query = new URLSearchParams(Number(slider.value) >= Number(slider.max) ? {} : {at: field.value});
  const state = document.getElementById('state');
  state.setAttribute('aria-busy', 'true');
  const parsed = await fragment(`/ui/audit/then/state?${query}`);
  if (turn !== asked) {
    return;
  }
  state.removeAttribute('aria-busy');
  if (!parsed) {
    announce('That moment cannot be shown just now');
    return;
  }
  state.replaceWith(document.importNode(parsed.getElementById('state'), true));
  history.replaceState(null, '', at(`/ui/audit/then?${query}`));
  announce(document.getElementById('said').textContent);
}

place(Date.parse(slider.dataset.at));
slider.addEventListener('input', () => {
  const at = moment();
  field.value = text(at);
  spoken(at);
  clearTimeout(timer);
  timer = setTimeout(show, REST);
});
form.addEventListener('submit', event => {
  event.preventDefault();
  const at = Date.parse(`${field.value}Z`);
  if (!Number.isNaN(at)) {
    place(Math.min(to, Math.max(from, at)));
  }
  clearTimeout(timer);
  show();
});
document.addEventListener('click', async event => {
  const button = event.target.closest('[data-acl]');
  if (!button) {
    return;
  }
  const place = document.getElementById('acl');
  place.textContent = 'Replaying…';
  const parsed = await fragment(button.dataset.acl);
  if (!parsed) {
    place.textContent = 'Others are replaying the log. Try again in a moment.';
    return;
  }
  place.replaceChildren(...[...parsed.body.childNodes].map(node => document.importNode(node, true)));
  place.focus();
});
