/**
 * What the tenant wrote and the server has not accepted yet: kept in order, kept over a reload, sent one by one.
 * A message keeps its id over all attempts, so that the server can recognise a second one; unless the server says that
 * another conversation has that id.
 */
import { newId } from './ids.js';
import { exclusively } from './storage.js';

const PAUSES_MS = [600, 1_800]; // between attempts, before we tell the tenant that it failed
const DEFAULT_WAIT_S = 5;
const LONGEST_WAIT_S = 300;

export class Outbox extends EventTarget {
  #store;
  #lock;
  #deliver;
  #items;
  #stalled = false;
  #running = false;
  #again = false;
  #resume = null;

  /** @param deliver (item) => Promise, fails with Unreachable or Refused */
  constructor({ store, lock, deliver }) {
    super();
    this.#store = store;
    this.#lock = lock;
    this.#deliver = deliver;
    this.#items = store.get('outbox') ?? [];
  }

  get items() {
    return this.#items;
  }

  /** 'sending' or 'failed' */
  stateOf(item) {
    return item.refused !== undefined || this.#stalled ? 'failed' : 'sending';
  }

  add(item) {
    this.#change((items) => [...items, item]);
    this.wake();
  }

  retry(id) {
    this.#edit(id, ({ refused, taken, ...item }) => (taken ? { ...item, id: newId() } : item));
    this.wake();
  }

  /** No longer to be sent: the tenant dropped it, or the server turned out to have it. */
  remove(id) {
    if (this.#items.some((item) => item.id === id)) {
      this.#change((items) => items.filter((item) => item.id !== id));
    }
  }

  clear() {
    this.#change(() => []);
  }

  /** Another tab changed the outbox. */
  reload() {
    this.#items = this.#store.get('outbox') ?? [];
    this.#tell('change');
    this.wake();
  }

  /** Try (again) now. */
  wake() {
    this.#stalled = false;
    this.#resume?.();
    this.#tell('change');
    this.#drain();
  }

  async #drain() {
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = true;
    do {
      this.#again = false;
      if (this.#next()) await exclusively(this.#lock, () => this.#sendAll());
    } while (this.#again && !this.#stalled);
    this.#running = false;
  }

  async #sendAll() {
    this.#items = this.#store.get('outbox') ?? [];
    for (let item = this.#next(), failures = 0; item && !this.#stalled; item = this.#next()) {
      try {
        await this.#deliver(item);
        failures = 0;
        this.#tell('accepted', item);
        this.remove(item.id);
      } catch (error) {
        if (error.tooMany) {
          await this.#waitAsTold(error);
        } else if (error.status && !error.temporary && !error.expired) {
          this.#edit(item.id, (kept) => ({ ...kept, refused: error.text, taken: error.status === 409 }));
          this.#tell('failed', item);
        } else if (navigator.onLine !== false && failures < PAUSES_MS.length) {
          await this.#pause(PAUSES_MS[failures++]);
        } else {
          this.#stall(item);
        }
      }
    }
  }

  #stall(item) {
    this.#stalled = true;
    this.#again = false;
    this.#tell('change');
    this.#tell('failed', item);
  }

  async #waitAsTold(error) {
    const seconds = Math.min(LONGEST_WAIT_S, Math.max(1, Math.ceil(error.retryAfter ?? DEFAULT_WAIT_S)));
    this.#tell('waiting', { text: error.text, seconds });
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000)); // an impatient wake must not shorten this
    this.#tell('waiting', null);
  }

  #next() {
    return this.#items.find((item) => item.refused === undefined);
  }

  #edit(id, edit) {
    this.#change((items) => items.map((item) => (item.id === id ? edit(item) : item)));
  }

  #change(edit) {
    this.#items = edit(this.#store.get('outbox') ?? []);
    if (this.#items.length) this.#store.set('outbox', this.#items);
    else this.#store.remove('outbox');
    this.#tell('change');
  }

  #pause(ms) {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#resume?.(), ms);
      this.#resume = () => {
        clearTimeout(timer);
        this.#resume = null;
        resolve();
      };
    });
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
