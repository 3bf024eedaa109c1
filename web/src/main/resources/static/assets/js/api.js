// The one way to the server: the interface that programs use, with the session's CSRF token.

const root = document.querySelector('meta[name="root"]').content.slice(0, -1);
const csrf = document.querySelector('meta[name="csrf-token"]')?.content;

/** The address of one of the portal's paths, below the path of PUBLIC_URL. */
export function at(path) {
  return root + path;
}

/** The portal's path of this page. */
export function here() {
  return location.pathname.slice(root.length) + location.search;
}

/**
 * @returns {Promise<{ok: boolean, status: number, data: any, problem: ?object, etag: ?string}>} never fails: a lost connection is a
 *     problem too
 */
/** Names a wish, so that asking again does not mean it twice. Not randomUUID(), which browsers have over TLS and on localhost only. */
export function freshKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');
}

export async function call(method, path, {json, body, type, headers = {}} = {}) {
  const sent = {Accept: 'application/json, application/problem+json;q=0.9', ...headers};
  if (csrf && method !== 'GET') {
    sent['X-CSRF-Token'] = csrf;
  }
  if (json !== undefined) {
    body = JSON.stringify(json);
    type ??= 'application/json';
  }
  if (type) {
    sent['Content-Type'] = type;
  }
  let response;
  try {
    response = await fetch(at(path), {method, headers: sent, body, cache: 'no-store', redirect: 'error'});
  } catch {
    return {ok: false, status: 0, data: null, etag: null,
      problem: {error: 'offline', detail: 'The server did not answer. Nothing is known of what it did: look before you try again.'}};
  }
  const text = await response.text();
  let data = null;
  try {
    data = text === '' ? null : JSON.parse(text);
  } catch {
    data = null;
  }
  const etag = response.headers.get('ETag');
  return response.ok
    ? {ok: true, status: response.status, data, etag, problem: null}
    : {ok: false, status: response.status, data: null, etag, problem: told(response.status, data)};
}

function told(status, data) {
  if (status === 401) {
    return {error: 'unauthorized', detail: 'Your session has ended. Sign in again.', signIn: true};
  }
  return data ?? {error: 'unknown', detail: `The server answered ${status}.`};
}

/** A part of a page, as the server renders it; null if it cannot be had. */
export async function fragment(path) {
  try {
    const response = await fetch(at(path), {headers: {Accept: 'text/html'}, cache: 'no-store', redirect: 'error'});
    return response.ok ? new DOMParser().parseFromString(await response.text(), 'text/html') : null;
  } catch {
    return null;
  }
}

/** Why a part of a page has nothing to show. */
export function absence(answer, what) {
  if (answer.status === 404) {
    return `${what}: this portal does not have them.`;
  }
  if (answer.status === 403) {
    return `${what}: your role does not allow this.`;
  }
  return answer.problem.detail ?? `${what}: the server answered ${answer.status}.`;
}
