/** What stands above the first message: who this is, what to do in danger, and three ways to begin. */
import { h } from './dom.js';
import { toParagraphs } from './linkify.js';
import { texts } from './texts.js';

export class Intro {
  #starters;

  constructor({ corporation, onStarter }) {
    const starter = (text) =>
      h('li', {}, h('button', { type: 'button', class: 'choice', 'data-test': 'starter', onclick: () => onStarter(text) }, text));
    this.#starters = h(
      'ul',
      { class: 'starters', 'aria-label': texts.starters.label, hidden: true },
      texts.starters.list.map(starter),
    );
    this.element = h(
      'div',
      { class: 'intro' },
      toParagraphs(texts.intro(corporation).join('\n\n')),
      h('div', { class: 'danger-line' }, toParagraphs(texts.danger)),
      this.#starters,
    );
  }

  offerStarters(offer) {
    this.#starters.hidden = !offer;
  }
}
