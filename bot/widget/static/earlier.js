/** What was said before the first line on the screen: whether there is more of it, and bringing it in page by page. */

const DEFAULT_WAIT_S = 5;

export class Earlier {
  #api;
  #first = null; // the server's first line that we have

  more = false;

  constructor(api) {
    this.#api = api;
  }

  /** A page came in: from here it goes further back. */
  begin({ messages, earlier }) {
    this.#first = messages[0]?.id ?? null;
    this.more = Boolean(earlier);
  }

  forget() {
    this.#first = null;
    this.more = false;
  }

  /** The page before, as {messages, earlier}. Waits as told when the server is busy; fails as the api does. */
  async fetch(token) {
    for (;;) {
      try {
        return await this.#api.before(token, this.#first);
      } catch (error) {
        if (!error.tooMany) throw error;
        await new Promise((resolve) => setTimeout(resolve, (error.retryAfter ?? DEFAULT_WAIT_S) * 1000));
      }
    }
  }
}
