// How scripts write things: as the server does.

const minute = new Intl.DateTimeFormat('en-GB',
  {day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: 'UTC'});
const number = new Intl.NumberFormat('en-US');

export function time(iso) {
  return iso ? `${minute.format(new Date(iso))} UTC` : '–';
}

export function count(n) {
  return n === null || n === undefined ? '–' : number.format(n);
}

export function words(code) {
  const text = String(code ?? '').replaceAll('_', ' ').replace(/\bacl\b/, 'ACL');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function span(seconds) {
  const [n, unit] = seconds >= 172800 ? [seconds / 86400, 'days'] : seconds >= 7200 ? [seconds / 3600, 'hours']
    : seconds >= 120 ? [seconds / 60, 'minutes'] : [seconds, 'seconds'];
  return `${Math.floor(n)} ${unit}`;
}

/** An element of that name, with that text; never markup. */
export function element(name, text, properties = {}) {
  const made = document.createElement(name);
  made.textContent = text ?? '';
  Object.entries(properties).forEach(([key, value]) => {
    if (value !== null && value !== undefined) {
      made.setAttribute(key, value);
    }
  });
  return made;
}

export function badge(status) {
  return element('span', words(status), {class: `badge ${String(status).replace(/[^a-z_]/g, '')}`});
}

/** A cell that knows its column's name, for narrow screens. */
export function cell(label, content, properties = {}) {
  const made = element('td', '', {'data-label': label, ...properties});
  made.append(content ?? '–');
  return made;
}

/** Told to whoever listens, and seen by whoever looks. */
export function announce(text) {
  const status = document.getElementById('status');
  status.textContent = text;
  clearTimeout(announce.timer);
  announce.timer = setTimeout(() => { status.textContent = ''; }, 8000);
}
