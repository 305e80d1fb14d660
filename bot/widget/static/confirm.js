/** "Are you sure?" as a real dialog: keeps the focus inside, Escape means no, focus goes back. */
import { h } from './dom.js';

export class Confirm {
  #answer = null;
  #yes;

  constructor({ title, body, yes, no }) {
    this.#yes = h('button', { type: 'button', class: 'danger', 'data-test': 'confirm', onclick: () => this.#close(true) }, yes);
    const cancel = h('button', { type: 'button', class: 'plain', 'data-test': 'cancel', autofocus: true, onclick: () => this.#close(false) }, no);
    this.element = h(
      'dialog',
      { class: 'confirm', 'aria-labelledby': 'confirm-title', 'aria-describedby': 'confirm-body', onclose: () => this.#close(false) },
      h('h2', { id: 'confirm-title' }, title),
      h('p', { id: 'confirm-body' }, body),
      h('div', { class: 'actions' }, cancel, this.#yes),
    );
  }

  /** @returns Promise<boolean> */
  ask() {
    this.element.showModal();
    return new Promise((resolve) => (this.#answer = resolve));
  }

  #close(answer) {
    const settle = this.#answer;
    this.#answer = null;
    if (this.element.open) this.element.close();
    settle?.(answer);
  }
}
