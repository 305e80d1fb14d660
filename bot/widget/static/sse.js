/** Parser of server-sent events, as the HTML standard describes them. Pure: text in, events out. */

export class EventParser {
  #onEvent;
  #rest = '';
  #type = '';
  #data = [];
  #lastId = null;

  constructor(onEvent) {
    this.#onEvent = onEvent;
  }

  push(chunk) {
    const text = this.#rest + chunk;
    // A carriage return at the very end may be half of a CRLF: it waits for what follows.
    const ready = text.endsWith('\r') ? text.slice(0, -1) : text;
    const lines = ready.split(/\r\n|\r|\n/);
    this.#rest = lines.pop() + text.slice(ready.length);
    for (const line of lines) this.#line(line);
  }

  #line(line) {
    if (line === '') {
      this.#dispatch();
      return;
    }
    const colon = line.indexOf(':');
    if (colon === 0) return; // a comment: a heartbeat
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') this.#type = value;
    else if (field === 'data') this.#data.push(value);
    else if (field === 'id' && !value.includes('\0')) this.#lastId = value;
  }

  #dispatch() {
    if (this.#data.length) {
      this.#onEvent({ type: this.#type || 'message', data: this.#data.join('\n'), id: this.#lastId });
    }
    this.#type = '';
    this.#data = [];
    this.#lastId = null; // only an id of this very event moves the cursor
  }
}
