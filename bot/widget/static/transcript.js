/** The messages in their order, each id once. What waits to be sent comes last. */

export class Transcript {
  #messages = [];
  #places = new Map();

  get messages() {
    return this.#messages;
  }

  has(id) {
    return this.#places.has(id);
  }

  /** Adds a message, or completes the one with the same id. */
  put(message) {
    const place = this.#places.get(message.id);
    if (place === undefined) {
      this.#places.set(message.id, this.#messages.length);
      this.#messages.push(message);
    } else {
      const known = this.#messages[place];
      this.#messages[place] = { ...known, ...message, seen: known.seen };
    }
  }

  /** What was said before all that is here. */
  putFirst(messages) {
    this.#messages = [...messages.filter(({ id }) => !this.#places.has(id)), ...this.#messages];
    this.#places = new Map(this.#messages.map(({ id }, place) => [id, place]));
  }

  markSeen(id) {
    const place = this.#places.get(id);
    if (place !== undefined) this.#messages[place] = { ...this.#messages[place], seen: true };
  }

  /** The buttons so far belong to a conversation that is over. */
  retireButtons() {
    this.#messages = this.#messages.map((message) => ({ ...message, retired: true }));
  }

  clear() {
    this.#messages = [];
    this.#places.clear();
  }
}

/** What was said, and what still has to be sent; each of the tenant's with how far it got. */
export function withWaiting(transcript, outbox) {
  const waiting = outbox.items
    .filter((item) => !transcript.has(item.id))
    .map((item) => ({ ...item, from: 'tenant', state: outbox.stateOf(item) }));
  const settled = transcript.messages.map((message) =>
    message.from === 'tenant' ? { ...message, state: message.seen ? 'seen' : 'sent' } : message,
  );
  return [...settled, ...waiting];
}

/** The id of the message whose buttons may be pressed: only the last thing that was said, notices without any aside. */
export function answerable(messages) {
  const last = messages.findLast((message) => message.from !== 'notice' || message.buttons?.length);
  const open = last && last.from !== 'tenant' && !last.retired && last.buttons?.length;
  return open ? last.id : null;
}

/** How many messages to the tenant came after the one last read. */
export function unreadAfter(messages, readId) {
  const read = messages.findIndex((message) => message.id === readId); // unknown: nothing of this was read
  return messages.slice(read + 1).filter((message) => message.from !== 'tenant').length;
}
