/**
 * The window around the chat: a panel at the corner, the whole screen on a phone, or in place with `inline`.
 * Opens and closes it, keeps the focus where it belongs, and fits it above the keyboard of a phone.
 */
import { h } from './dom.js';

const FULL = '(max-width: 640px), (max-height: 500px)';

export class Frame {
  #inline;
  #onEscape;
  #full = matchMedia(FULL);
  #opener = null;
  #pageOverflow = null;

  constructor({ inline, onEscape, signal }) {
    this.#inline = inline;
    this.#onEscape = onEscape;
    this.element = inline
      ? h('section', { class: 'frame inline', 'aria-labelledby': 'title' })
      : h('dialog', { class: 'frame', 'aria-labelledby': 'title' });
    this.element.addEventListener('keydown', (event) => this.#key(event));
    if (inline) return;
    this.element.addEventListener('cancel', (event) => {
      if (event.target !== this.element) return;
      event.preventDefault();
      this.#onEscape();
    });
    this.#full.addEventListener('change', () => this.#refit(), { signal });
    for (const type of ['resize', 'scroll']) {
      window.visualViewport?.addEventListener(type, () => this.#fit(), { signal });
    }
  }

  get isOpen() {
    return this.#inline || this.element.open;
  }

  get isFull() {
    return !this.#inline && this.#full.matches;
  }

  open() {
    if (this.isOpen) return;
    this.#opener = document.activeElement;
    this.#show();
  }

  /** @param fallback gets the focus when what opened the chat is gone */
  close(fallback) {
    if (this.#inline || !this.element.open) return;
    this.element.close();
    this.#lockPage(false);
    const usable = this.#opener?.isConnected && this.#opener !== document.body && !this.#opener.shadowRoot;
    (usable ? this.#opener : fallback).focus({ preventScroll: true });
    this.#opener = null;
  }

  /** On a phone the page behind is out of reach; beside a panel it stays usable. */
  #show() {
    this.element.classList.toggle('full', this.isFull);
    if (this.isFull) this.element.showModal();
    else this.element.open = true; // show() would take the focus
    this.#lockPage(this.isFull);
    this.#fit();
  }

  #refit() {
    if (!this.element.open) return;
    const focused = this.element.getRootNode().activeElement;
    this.element.close();
    this.#lockPage(false);
    this.#show();
    focused?.focus({ preventScroll: true });
  }

  #fit() {
    if (!this.isFull || !window.visualViewport) return;
    const { height, offsetTop, scale } = window.visualViewport;
    if (scale > 1.01) return; // somebody is zooming in: leave it to them
    this.element.style.setProperty('--visible-height', `${height}px`);
    this.element.style.setProperty('--visible-top', `${offsetTop}px`);
  }

  #lockPage(lock) {
    const { style } = document.documentElement;
    if (lock && this.#pageOverflow === null) {
      this.#pageOverflow = style.overflow;
      style.overflow = 'hidden';
    } else if (!lock && this.#pageOverflow !== null) {
      style.overflow = this.#pageOverflow;
      this.#pageOverflow = null;
    }
  }

  #key(event) {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    this.#onEscape();
  }
}
