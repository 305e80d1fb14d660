/** What keeps the conversation from going on, in words for the tenant; nothing of it while all is well. */
import { texts } from './texts.js';

const SHORT_WAIT_S = 10;

export class Trouble {
  #changed;
  #wasDown = false;

  /** The server cannot be reached, or refuses. */
  trouble = null;
  /** Only slower than usual. */
  slow = null;
  /** {text, seconds}: the next message is sent after that */
  waiting = null;

  constructor(changed) {
    this.#changed = changed;
  }

  wait(waiting) {
    this.waiting = waiting;
    this.#changed();
  }

  /** The stream is there; tells whether it was away. */
  up() {
    const wasDown = this.#wasDown;
    this.#wasDown = false;
    this.clear();
    return wasDown;
  }

  down(failures, error) {
    this.#wasDown = true;
    if (error?.expired) return;
    // Asked too often: the stream waits as told. Nothing is wrong; only who would wait long for an answer hears of it.
    if (error?.tooMany) this.slow = error.retryAfter > SHORT_WAIT_S ? texts.slow : null;
    else if (error?.text) this.trouble = error.text;
    else if (failures > 1) this.trouble = texts.reconnecting;
    this.#changed();
  }

  clear() {
    this.trouble = this.slow = null;
    this.#changed();
  }
}
