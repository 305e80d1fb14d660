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
  // A part of the page that is put anew takes the place with it at which one was: the focus stays in that part.
  const held = new Set();

  function hold(part) {
    if (part?.contains(document.activeElement)) held.add(part.id);
  }

  function shown(part, what) {
    return [...part.querySelectorAll(what)].find((one) => one.checkVisibility());
  }

  function giveBack(id) {
    const part = held.delete(id) && document.getElementById(id);
    const at = document.activeElement;
    if (!part || (at !== document.body && !at.disabled)) return;
    const place = shown(part, '[aria-invalid=true]') ?? shown(part, 'textarea') ?? shown(part, 'summary, a, button');
    (place ?? part.closest('section, aside')?.querySelector('summary, a'))?.focus({ preventScroll: true });
  }

  document.addEventListener('htmx:beforeRequest', (event) => hold(event.detail.elt.closest('section')));
  document.addEventListener('htmx:oobBeforeSwap', ({ detail }) => detail.shouldSwap && hold(detail.target));
  document.addEventListener('htmx:afterSettle', (event) => giveBack(event.target.id));
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
    giveBack(form?.closest('section').id);
  }
  for (const name of ['htmx:sendError', 'htmx:timeout', 'htmx:responseError']) {
    document.addEventListener(name, sendingFailed);
  }

  let seen = log ? log.querySelectorAll('.line--tenant').length : 0;
  if (log && !location.hash) toEnd();
})();
