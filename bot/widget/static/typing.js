/** Who is typing, if anybody. Whoever is not heard of again stopped. */

const LASTS_MS = 30_000;

export class Typing {
  #timer = 0;
  #changed;

  /** {from}, or null */
  who = null;

  constructor(changed) {
    this.#changed = changed;
  }

  show(who) {
    clearTimeout(this.#timer);
    if (who) this.#timer = setTimeout(() => this.show(null), LASTS_MS);
    if (!who && !this.who) return;
    this.who = who;
    this.#changed();
  }
}
