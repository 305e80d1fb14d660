/**
 * <huurkompas-chat>: puts the parts together.
 * Attributes: inline, corporation, phone, exit-url, theme ("light" or "dark"; without it the reader's own setting).
 */
import { Api } from './api.js';
import { Composer } from './composer.js';
import { Confirm } from './confirm.js';
import { Conversation } from './conversation.js';
import { h, icon } from './dom.js';
import { leave } from './exit.js';
import { Frame } from './frame.js';
import { Header } from './header.js';
import { Intro } from './intro.js';
import { followPage } from './lifecycle.js';
import { LogView } from './log-view.js';
import { Announcer, StatusLine } from './status.js';
import { Store } from './storage.js';
import { texts } from './texts.js';

const BASE = new URL('..', import.meta.url);
const STYLESHEETS = ['theme.css', 'widget.css', 'messages.css', 'road.css', 'schedule.css'].map((name) => new URL(name, import.meta.url).href);
const NAME = `huurkompas:${BASE.host}${BASE.pathname}:`;

class HuurkompasChat extends HTMLElement {
  #life = null;
  #conversation;
  #visit; // kept for this tab only: open or not, scroll position, unsent text
  #frame;
  #header;
  #status;
  #log;
  #intro;
  #composer;
  #confirm;
  #announcer;
  #outside;
  #launcher;

  connectedCallback() {
    this.#life = new AbortController();
    const { signal } = this.#life;
    const store = new Store('localStorage', NAME);
    this.#visit = new Store('sessionStorage', NAME);
    this.#conversation = new Conversation({ api: new Api(BASE), store, name: NAME });
    this.#buildParts(signal);
    this.#mount();
    this.#listen();
    followPage(this.#conversation, store, signal);
    addEventListener('pagehide', () => this.#remember(), { signal });
    if (this.#inline) this.addEventListener('focusin', () => this.#conversation.begin(), { signal, once: true });
    this.#conversation.resume();
    this.#showMessages();
    this.#showTrouble();
  }

  disconnectedCallback() {
    this.#remember();
    this.#life.abort();
    this.#log.resizes.disconnect();
    this.#conversation.rest();
  }

  /** Opens the chat and puts the cursor in the text box. */
  open() {
    this.#reveal();
    this.#composer.focus();
  }

  /** Closes the chat; the focus goes back to where it was. */
  close() {
    if (!this.#frame.isOpen || this.#inline) return;
    this.#remember();
    if (this.#log.position === 'end') this.#conversation.markRead();
    this.#launcher.hidden = false;
    this.#frame.close(this.#launcher);
    this.#visit.remove('open');
  }

  get #inline() {
    return this.hasAttribute('inline');
  }

  // --- building ----------------------------------------------------------------------------------------------------

  #buildParts(signal) {
    const phone = this.getAttribute('phone') ?? '';
    this.#header = new Header({
      phone,
      actions: {
        exit: () => this.#leave(),
        person: () => this.#say(texts.personWanted),
        startOver: () => this.#startOver(),
        close: this.#inline ? null : () => this.close(),
      },
    });
    this.#intro = new Intro({ corporation: this.getAttribute('corporation'), onStarter: (text) => this.#say(text) });
    this.#log = new LogView(this.#intro.element, {
      choose: ({ title, payload }) => this.#say(title, payload),
      retry: (id) => this.#again(() => this.#conversation.retry(id)),
      drop: (id) => this.#again(() => this.#conversation.drop(id)),
      seenAll: () => this.#seenAll(),
      earlier: () => this.#conversation.fetchEarlier(),
    });
    this.#composer = new Composer({
      draft: this.#visit.get('draft') ?? '',
      onSend: (text) => this.#conversation.say(text),
      onDraft: (text) => (text ? this.#visit.set('draft', text) : this.#visit.remove('draft')),
    });
    this.#status = new StatusLine(phone);
    this.#announcer = new Announcer();
    this.#outside = new Announcer();
    this.#confirm = new Confirm(texts.confirm);
    this.#frame = new Frame({ inline: this.#inline, signal, onEscape: () => this.#header.closeMenu() || this.close() });
  }

  #mount() {
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    this.#frame.element.append(
      this.#header.element,
      this.#status.element,
      this.#log.element,
      this.#composer.element,
      this.#announcer.element,
    );
    this.#launcher = h(
      'button',
      { type: 'button', class: 'launcher', 'data-test': 'open', 'aria-haspopup': 'dialog', onclick: () => this.open() },
      icon('chat'),
      h('span', { class: 'label' }, texts.open),
      h('span', { class: 'badge', hidden: true, 'aria-hidden': 'true' }),
    );
    const parts = h('div', { class: 'parts', hidden: true }, this.#frame.element, this.#confirm.element);
    if (!this.#inline) parts.append(this.#launcher, this.#outside.element);
    const styles = STYLESHEETS.map((href) => h('link', { rel: 'stylesheet', href }));
    // Unstyled is better than not there at all: an error counts as loaded.
    const loading = styles.map((link) => new Promise((done) => (link.onload = link.onerror = done)));
    Promise.all(loading).then(() => this.isConnected && this.#appear(parts));
    shadow.replaceChildren(...styles, parts);
  }

  /** With its styles there, so that nothing jumps; open again after a reload, without taking the focus. */
  #appear(parts) {
    parts.hidden = false;
    if (this.#visit.get('open') && !this.#inline && !(this.#frame.isFull && !isReload())) this.#reveal();
    else this.#restoreScroll();
  }

  #listen() {
    const on = (type, action) => this.#conversation.addEventListener(type, action);
    on('messages', () => this.#showMessages());
    on('earlier', ({ detail }) => this.#showEarlier(detail));
    on('said', () => this.#log.toEnd());
    on('trouble', () => this.#showTrouble());
    on('failed', () => this.#announcer.say(texts.sendFailed));
    on('typing', () => this.#showTyping());
    on('owner', () => this.#showOwner());
    on('loaded', () => {
      this.#showMessages();
      this.#restoreScroll();
      this.#log.announce();
    });
  }

  // --- showing -----------------------------------------------------------------------------------------------------

  #showMessages() {
    const { messages, loaded, hasEarlier } = this.#conversation;
    const focused = this.shadowRoot.activeElement;
    const fresh = this.#log.show(messages, hasEarlier);
    this.#intro.offerStarters(loaded && !messages.length);
    if (focused && !focused.getClientRects().length) this.#log.focus(); // it vanished under who was there
    this.#showUnread();
    const buttons = loaded && fresh.at(-1)?.buttons;
    if (buttons?.length) this.#announcer.say(texts.choicesAnnounced(buttons.map(({ title }) => title)));
  }

  #showEarlier(count) {
    this.#log.showEarlier(this.#conversation.messages, this.#conversation.hasEarlier);
    this.#announcer.say(texts.earlierShown(count));
  }

  #showUnread() {
    const count = this.#frame.isOpen ? 0 : this.#conversation.unread;
    const badge = this.#launcher.querySelector('.badge');
    const label = count ? texts.openWithUnread(count) : texts.open;
    if (this.#launcher.getAttribute('aria-label') !== label && count) this.#outside.say(label);
    this.#launcher.setAttribute('aria-label', label);
    badge.textContent = count;
    badge.hidden = !count;
  }

  #showTyping() {
    const text = texts.typing[this.#conversation.typing.who?.from] ?? '';
    this.#log.showTyping(text);
    if (text) this.#announcer.say(text);
    else this.#announcer.unsay(Object.values(texts.typing));
  }

  #showOwner() {
    const { owner, name } = this.#conversation.owner;
    this.#header.show({ owner, name });
    const text = texts.ownerChanged[owner];
    if (text) this.#announcer.say(typeof text === 'function' ? text(name) : text);
  }

  #showTrouble() {
    this.#status.show(this.#conversation.trouble);
  }

  // --- doing -------------------------------------------------------------------------------------------------------

  #reveal() {
    this.#frame.open();
    if (this.#frame.isFull) this.#log.focus(); // or the first button would have it
    this.#launcher.hidden = true;
    this.#visit.set('open', true);
    this.#restoreScroll();
    this.#showUnread();
    this.#conversation.begin();
  }

  #say(text, payload) {
    this.#again(() => this.#conversation.say(text, payload));
  }

  /** What was pressed disappears, so the focus moves: to the text box, or where no keyboard pops up on a phone. */
  #again(action) {
    action();
    if (matchMedia('(pointer: coarse)').matches) this.#log.focus();
    else this.#composer.focus();
  }

  async #startOver() {
    if (!(await this.#confirm.ask())) return;
    this.#wipe();
    this.#conversation.begin();
    this.#announcer.say(texts.cleared);
    this.#composer.focus();
  }

  #wipe() {
    this.#conversation.forget();
    this.#composer.clear();
    this.#visit.remove('scroll');
  }

  #leave() {
    this.#wipe();
    this.#visit.remove('open');
    leave(this.getAttribute('exit-url'));
  }

  #seenAll() {
    if (this.#frame.isOpen && !document.hidden) this.#conversation.markRead();
  }

  #remember() {
    if (this.#frame.isOpen) this.#visit.set('scroll', this.#log.position);
  }

  #restoreScroll() {
    this.#log.position = this.#visit.get('scroll');
  }
}

const isReload = () => performance.getEntriesByType('navigation')[0]?.type === 'reload';

if (!customElements.get('huurkompas-chat')) customElements.define('huurkompas-chat', HuurkompasChat);
