/** Keeps a stream of server-sent events alive: notices silence, waits longer after each failure, wakes at once. */
import { EventParser } from './sse.js';

const SILENCE_MS = 45_000;
const STALE_MS = 20_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/** Exponential, up to half a minute, with jitter so that a restarted server is not hit by all at once. */
export function waitAfter(failures, random = Math.random) {
  const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, failures - 1));
  return ceiling * (0.5 + random() / 2);
}

export class Stream {
  #connect;
  #handlers;
  #running = false;
  #failures = 0;
  #lastHeard = 0;
  #abort = null;
  #resume = null;

  /**
   * @param connect (signal) => Promise<Response>: a fresh connection
   * @param handlers {onEvent, onUp, onDown(failures, error)}
   */
  constructor(connect, handlers) {
    this.#connect = connect;
    this.#handlers = handlers;
  }

  start() {
    if (this.#running) return;
    this.#running = true;
    this.#failures = 0;
    this.#run();
  }

  stop() {
    this.#running = false;
    this.#abort?.abort();
    this.#resume?.();
  }

  restart() {
    this.stop();
    this.start();
  }

  /** The network or the reader is back: try now, and replace a connection that has gone quiet. */
  wake() {
    if (!this.#running) return;
    if (this.#resume) this.#resume();
    else if (this.#lastHeard && Date.now() - this.#lastHeard > STALE_MS) this.#abort?.abort();
  }

  async #run() {
    const abort = (this.#abort = new AbortController());
    let failure = null;
    this.#lastHeard = 0;
    try {
      const response = await this.#connect(abort.signal);
      if (!abort.signal.aborted) {
        this.#handlers.onUp();
        await this.#read(response.body, abort);
      }
    } catch (error) {
      failure = error;
    }
    if (this.#abort !== abort) return; // stopped, and started again in the meantime
    if (!this.#running) return;
    this.#failures += 1;
    this.#handlers.onDown(this.#failures, failure);
    if (!this.#running) return;
    await this.#pause(Math.max(waitAfter(this.#failures), (failure?.retryAfter ?? 0) * 1000));
    if (this.#running && this.#abort === abort) this.#run();
  }

  async #read(body, abort) {
    const decoder = new TextDecoder();
    const parser = new EventParser(this.#handlers.onEvent);
    const reader = body.getReader();
    let timer = 0;
    const heard = () => {
      this.#lastHeard = Date.now();
      clearTimeout(timer);
      timer = setTimeout(() => abort.abort(), SILENCE_MS);
    };
    // Aborting the request is not enough everywhere once the body is being read.
    abort.signal.addEventListener('abort', () => reader.cancel().catch(() => {}), { once: true });
    heard();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done || abort.signal.aborted) return;
        this.#failures = 0;
        heard();
        parser.push(decoder.decode(value, { stream: true }));
      }
    } finally {
      clearTimeout(timer);
    }
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
}
