/** The token of this conversation: fetched once, shared over tabs, forgotten on request. */
import { exclusively } from './storage.js';

export class Session {
  #api;
  #store;
  #lock;

  constructor({ api, store, lock }) {
    this.#api = api;
    this.#store = store;
    this.#lock = lock;
  }

  /** {token, conversation} as kept, or null. */
  get current() {
    const kept = this.#store.get('session');
    if (!kept?.token) return null;
    if (kept.expires_at && Date.parse(kept.expires_at) <= Date.now()) return null;
    return kept;
  }

  /** The kept session, or a new one. */
  async ensure() {
    return this.current ?? exclusively(this.#lock, () => this.current ?? this.#start());
  }

  /** Forgets this token; a newer one, of another tab, stays. */
  expire(token) {
    if (this.#store.get('session')?.token === token) this.#store.remove('session');
  }

  forget() {
    this.#store.remove('session');
  }

  async #start() {
    const session = await this.#api.startSession();
    this.#store.set('session', session);
    return session;
  }
}
