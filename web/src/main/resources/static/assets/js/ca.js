// The newest CRL, as the server's health tells of it.
import {call} from './api.js';
import {mention} from './problem.js';
import {span, time} from './text.js';

const list = document.getElementById('crl');
const state = document.getElementById('crl-state');

function fill(name, text) {
  list.querySelector(`[data-crl="${name}"]`).textContent = text;
}

async function look() {
  const answer = await call('GET', '/health');
  list.removeAttribute('aria-busy');
  const crl = answer.data?.details?.crl;
  if (!crl?.number) {
    ['number', 'age', 'left'].forEach(name => fill(name, '–'));
    mention(list.parentElement.querySelector('.problem'), 'This process does not sign CRLs, so it cannot say how old the newest one is. The downloads below are it.');
    return;
  }
  const now = Date.now() / 1000;
  const next = Date.parse(crl.next_update) / 1000;
  const signed = crl.signed_at ? Date.parse(crl.signed_at) / 1000 : null;
  fill('number', crl.number);
  fill('age', signed === null ? '–' : span(Math.max(0, now - signed)));
  fill('this_update', signed === null ? 'age' : `old, signed ${time(crl.signed_at)}`);
  fill('left', next > now ? span(next - now) : 'Over');
  fill('next_update', `until the next must be there, ${time(crl.next_update)}`);
  if (signed !== null) {
    document.getElementById('crl-life').value = Math.min(100, 100 * (now - signed) / (next - signed));
  }
  const health = answer.data.checks.crl;
  state.className = `badge ${health === 'healthy' ? 'good' : health === 'degraded' ? 'warn' : 'bad'}`;
  state.textContent = health === 'healthy' ? 'In time' : health === 'degraded' ? 'Late' : 'Over';
  state.hidden = false;
}

look();
setInterval(() => { if (!document.hidden) { look(); } }, 30000);
