/** The button above the first message: brings in what was said before. Keeps the focus while it works. */
import { h } from './dom.js';
import { texts } from './texts.js';

export class EarlierButton {
  #fetch;
  #busy = false;

  /** @param fetch () => Promise, done when the earlier messages are on the screen */
  constructor(fetch) {
    this.#fetch = fetch;
    this.element = h(
      'button',
      { type: 'button', class: 'choice earlier', hidden: true, 'data-test': 'earlier', onclick: () => this.#press() },
      texts.earlier,
    );
  }

  /** @returns whether it goes away while it has the focus, which then needs another place */
  offer(more) {
    const held = this.element.getRootNode().activeElement === this.element;
    this.element.hidden = !more;
    return !more && held;
  }

  async #press() {
    if (this.#busy) return;
    this.#show(true, texts.earlierComing);
    let label = texts.earlier;
    try {
      await this.#fetch();
    } catch {
      label = texts.earlierFailed;
    }
    this.#show(false, label);
  }

  /** Not `disabled`: that would throw the focus off the button. */
  #show(busy, label) {
    this.#busy = busy;
    this.element.setAttribute('aria-disabled', String(busy));
    this.element.textContent = label;
  }
}
