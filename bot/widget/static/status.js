/** What is said beside the messages: a visible line about the connection, and words for screen readers only. */
import { h } from './dom.js';
import { toInline } from './linkify.js';
import { texts } from './texts.js';

const READ_ALOUD_AFTER_MS = 150; // in one go with what else changes now
const REASSURE_MS = 4_000;

/** An invisible live region. */
export class Announcer {
  #timer = 0;
  #text = '';
  element = h('p', { class: 'sr-only', role: 'status', 'data-test': 'announcer' });

  say(text) {
    clearTimeout(this.#timer);
    this.#text = text;
    this.element.textContent = '';
    this.#timer = setTimeout(() => (this.element.textContent = text), READ_ALOUD_AFTER_MS);
  }

  /** Who reads on with the arrow keys must not find what is not true any more. */
  unsay(words) {
    if (words.includes(this.#text)) this.say('');
  }
}

/** The line under the header. Empty when all is well. */
export class StatusLine {
  #phone;
  #timer = 0;
  #bad = false;
  element = h('p', { class: 'status', role: 'status', 'data-test': 'status' });

  constructor(phone) {
    this.#phone = phone;
  }

  show({ waiting, trouble, slow }) {
    clearTimeout(this.#timer);
    const offline = navigator.onLine === false;
    const bad = offline || Boolean(trouble);
    let text = '';
    if (offline) text = texts.offline;
    else if (waiting) text = `${waiting.text} ${texts.waiting(waiting.seconds)}`.trim();
    else if (trouble) text = this.#phone ? `${trouble} ${texts.callInstead(this.#phone)}` : trouble;
    else if (slow) text = slow;
    else if (this.#bad) text = texts.backOnline;
    this.#put(text, bad || Boolean(waiting));
    if (this.#bad && !bad) this.#timer = setTimeout(() => this.#put('', false), REASSURE_MS);
    this.#bad = bad;
  }

  #put(text, bad) {
    if (this.element.textContent !== text) this.element.replaceChildren(...toInline(text));
    this.element.classList.toggle('bad', bad);
  }
}
