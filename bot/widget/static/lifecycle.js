/** What the page and the network do to a conversation: back online, looked at again, put to sleep, other tabs. */

const HIDDEN_REST_MS = 5 * 60_000; // browsers allow a site few connections at once: forgotten tabs give theirs back

export function followPage(conversation, store, signal) {
  let timer = 0;
  const wake = () => {
    clearTimeout(timer);
    if (!document.hidden) conversation.wake();
  };
  const looked = () => {
    if (!document.hidden) return wake();
    clearTimeout(timer);
    timer = setTimeout(() => conversation.rest(), HIDDEN_REST_MS);
  };
  addEventListener('online', wake, { signal });
  addEventListener('offline', () => conversation.wake(), { signal });
  addEventListener('pageshow', ({ persisted }) => persisted && wake(), { signal });
  addEventListener('pagehide', ({ persisted }) => persisted && conversation.rest(), { signal });
  document.addEventListener('visibilitychange', looked, { signal });
  signal.addEventListener('abort', () => clearTimeout(timer));
  store.watch((key) => conversation.syncWith(key), signal);
}
