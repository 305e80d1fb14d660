/**
 * The messages in the server's order, each id once. What the server accepted, but has not told back yet, stands after
 * them: while nothing was heard, others may have said something before it.
 */

export class Transcript {
  #told = [];
  #places = new Map();
  #accepted = new Map();

  get messages() {
    return [...this.#told, ...this.#accepted.values()];
  }

  has(id) {
    return this.#places.has(id) || this.#accepted.has(id);
  }

  /** The server tells a message: it gets its place, or completes the one with the same id. */
  put(message) {
    const { id } = message;
    const place = this.#places.get(id);
    const known = place === undefined ? this.#accepted.get(id) : this.#told[place];
    const whole = { ...known, ...message, seen: known?.seen };
    this.#accepted.delete(id);
    if (place !== undefined) this.#told[place] = whole;
    else this.#places.set(id, this.#told.push(whole) - 1);
  }

  /** The server has a message of the tenant; where it stands there is still to be told. */
  accept(message) {
    if (!this.has(message.id)) this.#accepted.set(message.id, message);
  }

  /** What was said before all that is here. */
  putFirst(messages) {
    const before = messages.filter(({ id }) => !this.#places.has(id));
    for (const { id } of before) this.#accepted.delete(id);
    this.#told = [...before, ...this.#told];
    this.#places = new Map(this.#told.map(({ id }, place) => [id, place]));
  }

  markSeen(id) {
    const place = this.#places.get(id);
    if (place !== undefined) this.#told[place] = { ...this.#told[place], seen: true };
    else if (this.#accepted.has(id)) this.#accepted.set(id, { ...this.#accepted.get(id), seen: true });
  }

  /** This conversation is over: nothing more of it will be told, and its buttons mean nothing any more. */
  retire() {
    for (const message of [...this.#accepted.values()]) this.put(message);
    this.#told = this.#told.map((message) => ({ ...message, retired: true }));
  }

  clear() {
    this.#told = [];
    this.#places.clear();
    this.#accepted.clear();
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
