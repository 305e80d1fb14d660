// One conversation: stays at the newest line, sends with Ctrl+Enter, says so when sending failed.
(() => {
  'use strict';
  const log = document.getElementById('gesprek');
  const NEAR = 120;
  const ownTitle = document.title;
  let atEnd = true;

  function newest() {
    return log?.querySelector('#onderweg > li:last-child') ?? log?.querySelector('#regels > li:last-child');
  }

  // On narrow screens the page scrolls, on wide ones the log.
  function scrolls() {
    return getComputedStyle(log).overflowY === 'auto';
  }

  function toEnd() {
    if (scrolls()) log.scrollTop = log.scrollHeight;
    else (document.querySelector('[data-composer]') ?? newest())?.scrollIntoView({ block: 'end' });
  }

  function noteEnd() {
    const edge = scrolls() ? log.getBoundingClientRect().bottom : innerHeight;
    atEnd = (newest()?.getBoundingClientRect().bottom ?? 0) <= edge + NEAR;
  }

  // Nothing is put back that is already there: no flicker, and nothing is read aloud twice.
  document.addEventListener('htmx:oobBeforeSwap', (event) => {
    const { target, fragment } = event.detail;
    const fresh = fragment.firstElementChild;
    if (!fresh || !target) return;
    const copy = fresh.cloneNode(true);
    copy.removeAttribute('hx-swap-oob');
    if (copy.isEqualNode(target)) event.detail.shouldSwap = false;
  });

  document.addEventListener('htmx:beforeRequest', () => log && noteEnd());
  document.addEventListener('htmx:afterSettle', (event) => {
    if (!log || event.target.id !== 'regels') return;
    if (atEnd) toEnd();
    if (document.hidden && log.querySelectorAll('.line--tenant').length > seen) document.title = `● ${ownTitle}`;
    seen = log.querySelectorAll('.line--tenant').length;
  });
  // A note that was saved or taken away took the place with it in which one was typing.
  document.addEventListener('htmx:afterSettle', (event) => {
    if (event.target.id !== 'notities' || document.activeElement !== document.body) return;
    (event.target.querySelector('[aria-invalid]') ?? event.target.querySelector('summary'))?.focus();
  });
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) document.title = ownTitle;
  });

  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.repeat) return;
    const form = event.target.closest?.('[data-composer], [data-note]');
    if (!form) return;
    event.preventDefault();
    form.requestSubmit();
  });

  function sendingFailed(event) {
    const form = event.detail.elt?.closest?.('[data-composer], [data-note]');
    const line = form?.querySelector('[data-send-error]');
    if (line) line.hidden = false;
  }
  for (const name of ['htmx:sendError', 'htmx:timeout', 'htmx:responseError']) {
    document.addEventListener(name, sendingFailed);
  }

  let seen = log ? log.querySelectorAll('.line--tenant').length : 0;
  if (log && !location.hash) toEnd();
})();
