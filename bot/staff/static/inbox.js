// The inbox by keyboard, and what a screen reader hears when the queue changes.
(() => {
  'use strict';
  const list = document.getElementById('lijst');
  const spoken = document.getElementById('melding');
  if (!list) return;
  let known = list.querySelector('[data-announce]')?.dataset.announce;

  document.body.addEventListener('htmx:afterSettle', () => {
    const now = list.querySelector('[data-announce]')?.dataset.announce;
    if (now === known) return;
    known = now;
    spoken.textContent = now;
  });

  // What changes nothing is not put: the focus would be set anew, and its line read aloud again.
  let last = null;
  // Where the focus was, for when its line goes.
  let place = -1;
  let within = false;

  list.addEventListener('htmx:beforeSwap', (event) => {
    if (event.target !== list) return;
    const { serverResponse } = event.detail;
    if (serverResponse === last) event.detail.shouldSwap = false;
    last = serverResponse;
    within = list.contains(document.activeElement);
    place = [...list.querySelectorAll('.row__link')].indexOf(document.activeElement);
  });

  list.addEventListener('htmx:afterSettle', () => {
    if (!within || document.activeElement !== document.body) return;
    const links = [...list.querySelectorAll('.row__link')];
    const next = place < 0 ? null : links[Math.min(place, links.length - 1)];
    (next ?? list.querySelector('[aria-current=page]'))?.focus({ preventScroll: true });
  });

  const STEPS = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };

  document.addEventListener('keydown', (event) => {
    const step = STEPS[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const links = [...list.querySelectorAll('.row__link')];
    const place = links.indexOf(document.activeElement);
    // From anywhere else on the page only the down arrow at rest enters the list.
    if (place < 0 && (document.activeElement !== document.body || event.key !== 'ArrowDown')) return;
    const next = Math.max(0, Math.min(links.length - 1, place + step));
    if (!links[next]) return;
    event.preventDefault();
    links[next].focus();
    links[next].closest('.row').scrollIntoView({ block: 'nearest' });
  });
})();
