// Parts of a page that change by themselves: asked for again now and then, and only while somebody looks. What did not change is left
// alone, so that neither the focus, nor a selection, nor an open detail is lost.

import {at} from './api.js';
import {announce} from './text.js';

const PAUSE = 4000;
const EAGER = 500; // after a change of our own, whose effects follow
const LONGEST_PAUSE = 60000;

export function start() {
  document.querySelectorAll('[data-live]').forEach(watch);
}

function watch(region) {
  let etag = null;
  let pause = PAUSE;
  let timer = null;
  async function look() {
    clearTimeout(timer);
    try {
      const response = await fetch(at(region.dataset.live),
        {headers: {Accept: 'text/html', ...(etag ? {'If-None-Match': etag} : {})}, cache: 'no-store', redirect: 'manual'});
      if (response.type === 'opaqueredirect' || response.status === 401 || response.status === 403) {
        announce('Your session has ended. Load the page again to sign in.');
        return;
      }
      pause = Math.min(pause * 2, response.ok || response.status === 304 ? PAUSE : LONGEST_PAUSE);
      if (response.ok) {
        etag = response.headers.get('ETag');
        const news = new DOMParser().parseFromString(await response.text(), 'text/html').getElementById(region.id);
        if (news) {
          swap(region, news);
        }
      }
    } catch {
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
    timer = setTimeout(tick, pause);
  }
  function tick() {
    if (!document.hidden) {
      look();
    }
  }
  document.addEventListener('visibilitychange', tick);
  document.addEventListener('done', () => {
    pause = EAGER;
    look();
  });
  timer = setTimeout(tick, PAUSE);
}

function swap(region, news) {
  const focused = region.contains(document.activeElement) ? document.activeElement : null;
  morph(region, news);
  region.dispatchEvent(new CustomEvent('swapped', {bubbles: true}));
  if (focused && !focused.isConnected) {
    (document.getElementById('heading') ?? document.getElementById('main')).focus();
  } else if (!focused && document.activeElement === document.body) {
    // what had the focus, a dialog's button, has gone
    document.getElementById('heading')?.focus({preventScroll: true});
  }
}

function key(node) {
  return node.nodeType === Node.ELEMENT_NODE ? node.dataset.key ?? node.id ?? '' : '';
}

function blank(node) {
  return node.nodeType === Node.COMMENT_NODE || (node.nodeType === Node.TEXT_NODE && node.data.trim() === '');
}

/** The node, or the first after it that shows anything. */
function solid(node) {
  let found = node;
  while (found && blank(found)) {
    found = found.nextSibling;
  }
  return found;
}

function alike(one, other) {
  return one.nodeType === other.nodeType && one.nodeName === other.nodeName && key(one) === key(other);
}

/** Makes one tree equal to another, with as few changes as may be. */
export function morph(from, to) {
  if (from.isEqualNode(to)) {
    return;
  }
  if (from.nodeType !== Node.ELEMENT_NODE) {
    from.nodeValue = to.nodeValue;
    return;
  }
  for (const {name} of [...from.attributes]) {
    if (!to.hasAttribute(name) && !(name === 'open' && from.nodeName === 'DETAILS')) {
      from.removeAttribute(name);
    }
  }
  for (const {name, value} of to.attributes) {
    if (from.getAttribute(name) !== value) {
      from.setAttribute(name, value);
    }
  }
  const keyed = new Map([...from.children].filter(child => key(child) !== '').map(child => [key(child), child]));
  const wanted = [...to.childNodes].filter(child => !blank(child));
  const staying = new Set(wanted.map(key));
  let place = solid(from.firstChild);
  for (const child of wanted) {
    // what is moved loses the focus, so what stands in the way goes first
    while (place && key(place) !== '' && !staying.has(key(place))) {
      const next = solid(place.nextSibling);
      place.remove();
      place = next;
    }
    const known = key(child) === '' ? null : keyed.get(key(child));
    if (known && alike(known, child)) {
      if (known === place) {
        place = solid(place.nextSibling);
      } else {
        from.insertBefore(known, place);
      }
      morph(known, child);
    } else if (place && alike(place, child) && key(place) === '') {
      const next = solid(place.nextSibling);
      morph(place, child);
      place = next;
    } else {
      from.insertBefore(document.importNode(child, true), place);
    }
  }
  while (place) {
    const next = solid(place.nextSibling);
    place.remove();
    place = next;
  }
}
