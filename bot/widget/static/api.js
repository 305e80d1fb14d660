/** The chat's HTTP contract. Knows addresses and headers, nothing of the screen. */

const PATIENCE_MS = 15_000;
const BEGINNING = '0'; // where to go on when nothing had been said yet: what comes meanwhile is not to be missed

/** The server could not be reached, or did not answer in time. */
export class Unreachable extends Error {}

/** The server answered with an error. `text` is Dutch and may be shown. */
export class Refused extends Error {
  constructor(status, { code = '', message = '' } = {}, retryAfter = null) {
    super(`${status} ${code}`);
    Object.assign(this, { status, code, text: message, retryAfter });
  }

  get expired() {
    return this.status === 401;
  }

  get tooMany() {
    return this.status === 429;
  }

  get temporary() {
    return this.status >= 500 || this.status === 408 || this.status === 425;
  }
}

export class Api {
  #base;

  constructor(base) {
    this.#base = base;
  }

  async startSession() {
    const response = await this.#request('chat/sessions', { method: 'POST', json: {} });
    return response.json();
  }

  async send(token, message) {
    await this.#request('chat/messages', { method: 'POST', token, json: message });
  }

  async history(token, after, signal) {
    const query = after === null ? '' : `?after=${encodeURIComponent(after)}`;
    const response = await this.#request(`chat/messages${query}`, { token, signal });
    return response.json();
  }

  /** The page of messages that come before this one: {messages, earlier}. */
  async before(token, id) {
    const response = await this.#request(`chat/messages?before=${encodeURIComponent(id)}`, { token });
    return response.json();
  }

  /** The open response of server-sent events; the caller reads its body. */
  events(token, lastEventId, signal) {
    const headers = { Accept: 'text/event-stream' };
    if (lastEventId !== null) headers['Last-Event-ID'] = lastEventId || BEGINNING;
    return this.#request('chat/events', { token, signal, headers });
  }

  async #request(path, { method = 'GET', token, json, signal, headers = {} }) {
    const abort = new AbortController();
    const giveUp = () => abort.abort();
    if (signal?.aborted) giveUp();
    signal?.addEventListener('abort', giveUp, { once: true });
    const timer = setTimeout(giveUp, PATIENCE_MS);
    if (token) headers.Authorization = `Bearer ${token}`;
    if (json) headers['Content-Type'] = 'application/json';

    let response;
    try {
      response = await fetch(new URL(path, this.#base), {
        method,
        headers,
        body: json ? JSON.stringify(json) : undefined,
        signal: abort.signal,
        cache: 'no-store',
        credentials: 'omit',
      });
    } catch (error) {
      throw new Unreachable(path, { cause: error });
    } finally {
      clearTimeout(timer);
    }
    if (!response.ok) throw await refusal(response);
    return response;
  }
}

async function refusal(response) {
  const body = await response.json().catch(() => null);
  const seconds = Number.parseFloat(response.headers.get('Retry-After'));
  return new Refused(response.status, body?.error, Number.isFinite(seconds) ? seconds : null);
}
