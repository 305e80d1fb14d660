/** The text box: grows with the text, counts near the limit, sends with Enter. */
import { h, icon } from './dom.js';
import { texts } from './texts.js';

const LONGEST = 4_000;
const COUNT_FROM = 3_600;
const MOST_ROWS = 6;

export class Composer {
  #onSend;
  #onDraft;
  #count = h('p', { class: 'count', id: 'count', hidden: true, 'data-test': 'count' });
  #send = h('button', { type: 'submit', class: 'send', 'data-test': 'send', 'aria-label': texts.send, title: texts.send }, icon('send'));

  constructor({ draft = '', onSend, onDraft }) {
    this.#onSend = onSend;
    this.#onDraft = onDraft;
    this.input = h('textarea', {
      id: 'input',
      rows: '1',
      'data-test': 'input',
      placeholder: texts.placeholder,
      enterkeyhint: 'send',
      autocomplete: 'off',
      'aria-describedby': 'hint count',
      oninput: () => this.#changed(),
      onkeydown: (event) => this.#key(event),
    });
    this.input.value = draft;
    this.element = h(
      'form',
      { class: 'composer', novalidate: true, onsubmit: (event) => this.#submit(event) },
      h('label', { for: 'input', class: 'sr-only' }, texts.input),
      h('p', { id: 'hint', class: 'sr-only' }, texts.hint),
      this.input,
      this.#send,
      this.#count,
    );
    this.#changed();
  }

  focus() {
    this.input.focus();
  }

  clear() {
    this.input.value = '';
    this.#changed();
  }

  #key(event) {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229) this.#submit(event);
  }

  #submit(event) {
    event.preventDefault();
    const text = this.input.value.trim();
    if (text && this.#over(text) <= 0) {
      this.clear();
      this.#onSend(text);
    }
    this.focus();
  }

  #changed() {
    const { value } = this.input;
    const over = this.#over(value.trim());
    const near = over > COUNT_FROM - LONGEST;
    this.#count.hidden = !near;
    this.#count.setAttribute('aria-live', near ? 'polite' : 'off');
    if (near) this.#count.textContent = over > 0 ? texts.tooLong(over) : texts.left(-over);
    this.#count.classList.toggle('over', over > 0);
    this.input.setAttribute('aria-invalid', String(over > 0));
    this.#send.setAttribute('aria-disabled', String(!value.trim() || over > 0));
    this.#grow();
    this.#onDraft(value);
  }

  /** Characters as people and the server count them: an emoji is one, not two. */
  #over(text) {
    return (text.length > COUNT_FROM ? [...text].length : text.length) - LONGEST;
  }

  #grow() {
    if (CSS.supports('field-sizing', 'content')) return; // the stylesheet does it
    this.input.rows = 1;
    const line = Number.parseFloat(getComputedStyle(this.input).lineHeight) || 24;
    this.input.rows = Math.min(MOST_ROWS, Math.max(1, Math.round((this.input.scrollHeight - line / 2) / line)));
  }
}
