// An import or a bulk change, while it runs: by server-sent events, or by asking where those do not come through.
import {at, call} from './api.js';
import {count, span, words} from './text.js';

const PAUSE = 2000;

/** The same figures, whichever kind it is. */
export function figures(data) {
  const rows = data.rows ?? data.count ?? 0;
  const done = data.registered ?? data.done ?? data.revoked ?? data.renewed ?? 0;
  const refused = data.refused ?? 0;
  const running = data.status === 'running';
  const over = ['completed', 'cancelled'].includes(data.status);
  const left = data.estimated_seconds_left;
  return {...data, rows, done, refused, running, over,
    says: running
      ? `${count(done + refused)} of ${count(rows)}${left !== null && left !== undefined ? `, ${span(left)} left` : ''}`
      : `${words(data.status)}: ${count(done)} of ${count(rows)} done${refused > 0 ? `, ${count(refused)} refused` : ''}`};
}

/** Tells of each change, until it is over. @returns the first answer */
export async function follow(path, tell) {
  const answer = await call('GET', path);
  if (!answer.ok) {
    return answer;
  }
  tell(figures(answer.data));
  if (!figures(answer.data).over) {
    stream(path, tell);
  }
  return answer;
}

function stream(path, tell) {
  const source = new EventSource(at(`${path}/events`));
  const take = event => {
    const run = figures(JSON.parse(event.data));
    tell(run);
    if (run.over) {
      source.close();
      again(path, tell); // what is for those who may fetch it is not in the stream
    }
  };
  source.onmessage = take;
  source.addEventListener('progress', take);
  source.onerror = () => {
    source.close();
    setTimeout(() => again(path, tell), PAUSE);
  };
}

async function again(path, tell) {
  const answer = await follow(path, tell);
  if (!answer.ok && ![401, 403, 404].includes(answer.status)) {
    setTimeout(() => again(path, tell), PAUSE);
  }
}
