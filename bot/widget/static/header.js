/** The top of the chat: who you talk to, the quick way out, a small menu, and close. */
import { h, icon } from './dom.js';
import { texts } from './texts.js';

export class Header {
  #who = h('p', { class: 'who', 'data-test': 'owner' });
  #menuButton;
  #menu;
  #mark = h('span', { class: 'mark' }, icon('compass'));

  /** @param actions {exit, person, startOver, close}; without close there is no such button */
  constructor({ phone, actions }) {
    this.#menu = this.#buildMenu(phone, actions);
    this.#menuButton = h(
      'button',
      {
        type: 'button',
        class: 'tool',
        'data-test': 'menu',
        'aria-label': texts.menu,
        title: texts.menu,
        'aria-expanded': 'false',
        'aria-controls': 'menu',
        onclick: () => this.#toggle(),
      },
      icon('more'),
    );
    const exit = h(
      'button',
      {
        type: 'button',
        class: 'exit',
        'data-test': 'exit',
        title: texts.exitExplained,
        'aria-label': texts.exitExplained,
        onclick: actions.exit,
      },
      texts.exit,
    );
    const close = actions.close && h(
      'button',
      {
        type: 'button',
        class: 'tool',
        'data-test': 'close',
        'aria-label': texts.close,
        title: texts.close,
        onclick: actions.close,
      },
      icon('close'),
    );
    const holder = h('div', { class: 'menu-holder', onfocusout: (event) => this.#left(event) }, this.#menuButton, this.#menu);
    this.element = h(
      'div',
      { class: 'header' },
      this.#mark,
      h('div', { class: 'names' }, h('h2', { id: 'title' }, texts.title), this.#who),
      exit,
      holder,
      close,
    );
    this.show({ owner: 'assistant' });
  }

  show({ owner, name }) {
    const text = texts.owner[owner] ?? texts.owner.assistant;
    this.#who.textContent = typeof text === 'function' ? text(name) : text;
    this.#who.dataset.owner = owner;
    const initial = owner === 'person' && name?.trim()[0];
    this.#mark.replaceChildren(initial ? initial.toUpperCase() : icon('compass'));
    if (initial) this.#mark.setAttribute('aria-hidden', 'true');
    this.element.classList.toggle('with-person', owner === 'person');
  }

  /** @returns whether there was a menu to close */
  closeMenu({ focus = true } = {}) {
    if (this.#menu.hidden) return false;
    this.#menu.hidden = true;
    this.#menuButton.setAttribute('aria-expanded', 'false');
    if (focus) this.#menuButton.focus();
    return true;
  }

  #toggle() {
    if (this.closeMenu()) return;
    this.#menu.hidden = false;
    this.#menuButton.setAttribute('aria-expanded', 'true');
    this.#menu.querySelector('button, a').focus();
  }

  #left({ relatedTarget }) {
    if (relatedTarget && !this.#menu.parentElement.contains(relatedTarget)) this.closeMenu({ focus: false });
  }

  #buildMenu(phone, { person, startOver }) {
    const item = (text, test, action) => {
      const onclick = () => {
        this.closeMenu();
        action();
      };
      return h('li', {}, h('button', { type: 'button', 'data-test': test, onclick }, text));
    };
    const call = phone && h('li', {}, h('a', { href: `tel:${phone.replace(/[^\d+]/g, '')}` }, texts.menuCall(phone)));
    return h(
      'ul',
      { class: 'menu', id: 'menu', hidden: true },
      item(texts.menuPerson, 'person', person),
      call,
      item(texts.menuNew, 'new', startOver),
    );
  }
}
