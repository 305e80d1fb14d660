// Follows the page's stream. An event only says "look again": it becomes `nieuws` on the body, and htmx re-reads.
(() => {
  'use strict';
  const page = document.querySelector('[data-stream]');
  if (!page) return;

  // The inbox stays connected in the background, for its title; a conversation does not, because a browser
  // gives one site only a few connections and a collector keeps many tabs.
  const always = 'streamAlways' in page.dataset;
  const HIDDEN_FOR = 30_000;
  const RETRY_FIRST = 3_000;
  const RETRY_MOST = 30_000;
  const WORDS = { wait: 'Verbinden…', live: 'Live', lost: 'Geen verbinding. We proberen het opnieuw.', sleep: 'Gepauzeerd' };

  const status = document.getElementById('verbinding');
  let source = null;
  let sleeping = 0;
  let retry = RETRY_FIRST;
  let retrying = 0;

  function tell(state) {
    if (!status || status.dataset.state === state) return;
    status.dataset.state = state;
    status.textContent = WORDS[state];
  }

  function changed() {
    document.body.dispatchEvent(new CustomEvent('nieuws'));
  }

  function close() {
    source?.close();
    source = null;
  }

  function open() {
    if (source) return;
    source = new EventSource(page.dataset.stream);
    source.addEventListener('open', () => {
      retry = RETRY_FIRST;
      tell('live');
      changed(); // whatever happened between the page and the stream
    });
    source.addEventListener('changed', changed);
    source.addEventListener('ended', () => location.reload());
    source.addEventListener('error', lost);
  }

  function lost() {
    tell('lost');
    if (source?.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
    close();
    changed(); // finds out whether we are still signed in
    clearTimeout(retrying);
    retrying = setTimeout(open, retry);
    retry = Math.min(retry * 2, RETRY_MOST);
  }

  document.addEventListener('visibilitychange', () => {
    clearTimeout(sleeping);
    if (document.hidden && !always) {
      sleeping = setTimeout(() => {
        close();
        tell('sleep');
      }, HIDDEN_FOR);
    } else if (!document.hidden) {
      open();
    }
  });
  addEventListener('pagehide', close);
  addEventListener('pageshow', open);
  open();
})();
