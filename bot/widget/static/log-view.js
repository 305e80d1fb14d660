/** The list of messages: puts each in its place, groups them by day, and minds the scroll position. */
import { dayKey, dayName, readDate } from './dates.js';
import { h, icon } from './dom.js';
import { EarlierButton } from './earlier-button.js';
import { MessageView } from './message-view.js';
import { texts } from './texts.js';
import { answerable } from './transcript.js';

const NEAR_END_PX = 60;

export class LogView {
  #actions;
  #views = new Map();
  #days = new Map();
  #list = h('ol', { class: 'messages' });
  #log = h('div', { role: 'log', 'aria-live': 'off', 'aria-relevant': 'additions', 'aria-label': texts.messages }, this.#list);
  #typing = h('p', { class: 'typing', 'aria-hidden': 'true', hidden: true, 'data-test': 'typing' });
  #pill = h('button', { type: 'button', class: 'pill', hidden: true, 'data-test': 'pill', onclick: () => this.#toNews() });
  #earlier;
  #atEnd = true;
  #news = 0;

  /** @param actions see MessageView; plus seenAll() when the reader reaches the end, and earlier() to bring in more */
  constructor(intro, actions) {
    this.#actions = actions;
    this.#earlier = new EarlierButton(() => actions.earlier());
    this.scroller = h(
      'div',
      { class: 'scroller', tabindex: '0', role: 'region', 'aria-label': texts.conversation },
      intro,
      this.#earlier.element,
      this.#log,
      this.#typing,
    );
    this.element = h('div', { class: 'log' }, this.scroller, this.#pill);
    this.scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    this.resizes = new ResizeObserver(() => this.#atEnd && this.toEnd());
    this.resizes.observe(this.scroller);
  }

  /** From here on new messages are read aloud; the history was not. */
  announce() {
    requestAnimationFrame(() => this.#log.setAttribute('aria-live', 'polite'));
  }

  /** @returns the messages to the tenant that were not here before */
  show(messages, hasEarlier) {
    const fresh = messages.filter(({ id, from }) => from !== 'tenant' && !this.#views.has(id));
    this.#place(messages);
    this.#follow(fresh);
    if (this.#earlier.offer(hasEarlier)) this.focus();
    return fresh;
  }

  /** With older messages above: they are no news, are not read aloud, and what the reader looks at stays where it is. */
  showEarlier(messages, hasEarlier) {
    const below = this.scroller.scrollHeight - this.scroller.scrollTop;
    this.#log.setAttribute('aria-live', 'off');
    this.#place(messages);
    if (this.#earlier.offer(hasEarlier)) this.focus();
    this.scroller.scrollTop = this.scroller.scrollHeight - below;
    requestAnimationFrame(() => this.announce());
  }

  #place(messages) {
    const open = answerable(messages);
    const order = [];
    let previous = null;
    for (const message of messages) {
      const date = readDate(message.at);
      const newDay = !previous || dayKey(previous.date) !== dayKey(date);
      if (newDay) order.push(this.#day(date));
      const sameAuthor = previous && previous.from === message.from && previous.name === message.name;
      const view = this.#view(message);
      view.update(message, { firstOfRun: newDay || !sameAuthor, answerable: message.id === open });
      order.push(view.element);
      previous = { date, from: message.from, name: message.name };
    }
    this.#arrange(order, messages);
  }

  showTyping(text) {
    this.#typing.hidden = !text;
    this.#typing.replaceChildren(...(text ? [h('span', { class: 'dots' }, h('i'), h('i'), h('i')), text] : []));
    if (this.#atEnd) this.toEnd();
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.#scrolled();
  }

  /** Where the reader is, to come back to: a number of pixels, or 'end'. */
  get position() {
    return this.#atEnd ? 'end' : this.scroller.scrollTop;
  }

  set position(value) {
    if (typeof value !== 'number') return this.toEnd();
    this.scroller.scrollTop = value;
    this.#scrolled();
  }

  focus() {
    this.scroller.focus({ preventScroll: true });
  }

  #view(message) {
    let view = this.#views.get(message.id);
    if (!view) {
      view = new MessageView(message, this.#actions);
      this.#views.set(message.id, view);
    }
    return view;
  }

  #day(date) {
    const key = dayKey(date);
    if (!this.#days.has(key)) this.#days.set(key, h('li', { class: 'day' }, h('span')));
    const element = this.#days.get(key);
    const name = dayName(date);
    if (element.textContent !== name) element.firstChild.textContent = name;
    return element;
  }

  /** Moves only what is out of place: an element that moves is read aloud again. */
  #arrange(order, messages) {
    const keep = new Set(order);
    for (const element of [...this.#list.children]) if (!keep.has(element)) element.remove();
    const ids = new Set(messages.map(({ id }) => id));
    for (const id of this.#views.keys()) if (!ids.has(id)) this.#views.delete(id);
    let next = this.#list.firstChild;
    for (const element of order) {
      if (element === next) next = next.nextSibling;
      else this.#list.insertBefore(element, next);
    }
  }

  #follow(fresh) {
    if (this.#atEnd) {
      this.#toStartOf(fresh[0]);
    } else if (fresh.length) {
      this.#news += fresh.length;
      this.#showPill();
    }
  }

  /** To the end, but never past the beginning of what is new. */
  #toStartOf(message) {
    const element = message && this.#views.get(message.id)?.element;
    this.toEnd();
    if (!element || !this.scroller.clientHeight) return;
    const hidden = this.scroller.getBoundingClientRect().top - element.getBoundingClientRect().top;
    if (hidden > 0) this.scroller.scrollTop -= hidden + 8;
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    if (!clientHeight) return; // closed: keep what we knew
    this.#atEnd = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
    if (!this.#atEnd) return;
    this.#news = 0;
    this.#showPill();
    this.#actions.seenAll();
  }

  #showPill() {
    if (!this.#news && this.#pill.matches(':focus')) this.focus();
    this.#pill.hidden = !this.#news;
    if (this.#news) this.#pill.replaceChildren(icon('down'), texts.newMessages(this.#news));
  }

  #toNews() {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: calm ? 'auto' : 'smooth' });
    this.focus();
  }
}
