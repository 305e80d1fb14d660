/**
 * One tenant's conversation: session, history, live events and what still has to be sent.
 * Tells what changed ('messages', 'earlier', 'owner', 'typing', 'trouble', 'said'); the screen reads it from here.
 */
import { Unreachable } from './api.js';
import { Earlier } from './earlier.js';
import { newId } from './ids.js';
import { Outbox } from './outbox.js';
import { Session } from './session.js';
import { Stream } from './stream.js';
import { Transcript, unreadAfter, withWaiting } from './transcript.js';
import { Trouble } from './trouble.js';
import { Typing } from './typing.js';
import { texts } from './texts.js';

const MOST_PAGES = 200;
const ASSISTANT = { owner: 'assistant' };

export class Conversation extends EventTarget {
  #api;
  #store;
  #session;
  #outbox;
  #stream;
  #earlier;
  #transcript = new Transcript();
  #cursor = null;
  #following = null; // the token whose messages are on the screen
  #wanted = false; // the tenant has opened the chat

  owner = ASSISTANT;
  typing = new Typing(() => this.#tell('typing'));
  trouble = new Trouble(() => this.#tell('trouble'));
  loaded = false;

  constructor({ api, store, name }) {
    super();
    this.#api = api;
    this.#store = store;
    this.#earlier = new Earlier(api);
    this.#session = new Session({ api, store, lock: `${name}session` });
    this.#outbox = new Outbox({ store, lock: `${name}outbox`, deliver: (item) => this.#deliver(item) });
    this.#stream = new Stream((signal) => this.#connect(signal), {
      onEvent: (event) => this.#receive(event),
      onUp: () => this.#up(),
      onDown: (failures, error) => this.#down(failures, error),
    });
    this.#listenToOutbox();
  }

  /** At page load: go on where the tenant was, but start nothing new. */
  resume() {
    if (this.#session.current || this.#outbox.items.length) this.begin();
    else this.#setLoaded();
  }

  /** The tenant is here: make sure there is a session, and follow it. */
  begin() {
    this.#wanted = true;
    this.#stream.start();
    if (this.#outbox.items.length) this.#outbox.wake();
  }

  /** The page sleeps: keep everything, hold no connection. */
  rest() {
    this.#stream.stop();
  }

  wake() {
    if (!this.#wanted) return;
    this.#stream.start();
    this.#stream.wake();
    if (this.#outbox.items.length) this.#outbox.wake();
    this.#tell('trouble');
  }

  get messages() {
    return withWaiting(this.#transcript, this.#outbox);
  }

  get unread() {
    return unreadAfter(this.#transcript.messages, this.#store.get('read'));
  }

  /** Whether more was said before the first message here. */
  get hasEarlier() {
    return this.#earlier.more;
  }

  /** Brings in a page of it. */
  async fetchEarlier() {
    const token = this.#following;
    const page = await this.#earlier.fetch(token);
    if (token !== this.#following) return; // another conversation by now
    this.#earlier.begin(page);
    this.#transcript.putFirst(page.messages);
    this.dispatchEvent(new CustomEvent('earlier', { detail: page.messages.length }));
  }

  markRead() {
    const last = this.#transcript.messages.at(-1);
    if (last && this.#store.get('read') !== last.id) this.#store.set('read', last.id);
  }

  /** @param payload set when a button was pressed; text is then its title */
  say(text, payload) {
    const conversation = this.#session.current?.conversation;
    this.#outbox.add({ id: newId(), text, payload, conversation, at: new Date().toISOString() });
    this.#wanted = true;
    this.#stream.start();
    this.#tell('said');
  }

  retry(id) {
    this.#outbox.retry(id);
  }

  drop(id) {
    this.#outbox.remove(id);
  }

  /** Leaves nothing of this conversation on the device. */
  forget() {
    this.#stream.stop();
    this.#session.forget();
    this.#outbox.clear();
    this.#store.remove('read');
    this.#reset();
    this.#wanted = false;
  }

  /** Another tab changed what we share; null means everything was wiped. */
  syncWith(key) {
    if (key === 'outbox' || key === null) this.#outbox.reload();
    if (key !== 'session' && key !== null) return;
    const token = this.#session.current?.token ?? null;
    if (token === this.#following) return;
    this.#stream.stop();
    this.#reset();
    if (token || this.#wanted) this.#stream.start();
  }

  // --- session and sending -----------------------------------------------------------------------------------------

  async #deliver(item) {
    const session = await this.#session.ensure();
    if (this.#following && this.#following !== session.token) {
      this.#follow(session.token);
      this.#stream.restart();
    }
    const message = { id: item.id, text: item.text };
    // A button means something in its own conversation only; elsewhere its words are sent.
    if (item.payload && item.conversation === session.conversation) message.payload = item.payload;
    try {
      await this.#api.send(session.token, message);
    } catch (error) {
      if (error.expired) this.#session.expire(session.token);
      throw error;
    }
  }

  #listenToOutbox() {
    this.#outbox.addEventListener('change', () => this.#tell('messages'));
    this.#outbox.addEventListener('accepted', ({ detail: { id, text, at } }) => {
      this.#transcript.accept({ id, from: 'tenant', text, at });
    });
    this.#outbox.addEventListener('failed', () => this.#tell('failed'));
    this.#outbox.addEventListener('waiting', ({ detail }) => this.trouble.wait(detail));
  }

  // --- following ---------------------------------------------------------------------------------------------------

  async #connect(signal) {
    const { token } = await this.#session.ensure();
    if (signal.aborted) throw new Unreachable('stopped');
    this.#follow(token);
    try {
      await this.#catchUp(token, signal);
      return await this.#api.events(token, this.#cursor, signal);
    } catch (error) {
      if (error.expired) this.#session.expire(token);
      throw error;
    }
  }

  /** A new token is a new conversation: what is on the screen stays readable, but is over. */
  #follow(token) {
    if (this.#following === token) return;
    this.#following = token;
    this.#cursor = null;
    this.#earlier.forget();
    if (!this.#transcript.messages.length) return;
    this.#transcript.retire();
    this.#transcript.put({ id: newId(), from: 'notice', text: texts.expired, at: new Date().toISOString() });
    this.#setOwner(ASSISTANT);
    this.#tell('messages');
  }

  /** Everything after the cursor, page by page. Also what brings messages in where streams are blocked on the way. */
  async #catchUp(token, signal) {
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const { messages, cursor, earlier } = await this.#api.history(token, this.#cursor, signal);
      if (signal.aborted) throw new Unreachable('stopped');
      if (this.#cursor === null) this.#earlier.begin({ messages, earlier });
      for (const message of messages) this.#take(message);
      const more = messages.length && cursor != null && cursor !== this.#cursor;
      this.#cursor = cursor ?? this.#cursor;
      if (messages.length) this.#tell('messages');
      if (!more) break;
    }
    this.#setLoaded();
  }

  #receive({ type, data, id }) {
    let content;
    try {
      content = JSON.parse(data);
    } catch {
      return; // not ours
    }
    if (id !== null) this.#cursor = id;
    if (type === 'message') {
      this.#take(content);
      if (content.from === this.typing.who?.from) this.typing.show(null);
      this.#tell('messages');
    } else if (type === 'typing') {
      this.typing.show(content.on ? { from: content.from } : null);
    } else if (type === 'seen') {
      this.#seen(content.id);
    } else if (type === 'owner') {
      this.#setOwner(content);
    }
  }

  #take(message) {
    this.#transcript.put(message);
    if (message.from === 'tenant') this.#outbox.remove(message.id);
  }

  /** Handled, so accepted too, even if the answer to our request got lost. */
  #seen(id) {
    const item = this.#outbox.items.find((waiting) => waiting.id === id);
    if (item) {
      this.#transcript.accept({ id, from: 'tenant', text: item.text, at: item.at });
      this.#outbox.remove(id);
    }
    this.#transcript.markSeen(id);
    this.#tell('messages');
  }

  #up() {
    if (this.trouble.up() && this.#outbox.items.length) this.#outbox.wake();
  }

  #down(failures, error) {
    this.typing.show(null);
    this.trouble.down(failures, error);
  }

  #setOwner(owner) {
    const changed = owner.owner !== this.owner.owner || owner.name !== this.owner.name;
    this.owner = owner;
    if (changed) this.#tell('owner');
  }

  #setLoaded() {
    if (this.loaded) return;
    this.loaded = true;
    this.#tell('loaded');
  }

  #reset() {
    this.#transcript.clear();
    this.#cursor = null;
    this.#following = null;
    this.#earlier.forget();
    this.typing.show(null);
    this.#setOwner(ASSISTANT);
    this.#tell('messages');
    this.trouble.clear();
  }

  #tell(type) {
    this.dispatchEvent(new Event(type));
  }
}
