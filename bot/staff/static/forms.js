// A form is sent once: a second click while the first is on its way does nothing.
(() => {
  'use strict';
  const AGAIN_AFTER = 10_000;

  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (form.hasAttribute('hx-post') || form.method !== 'post') return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = 'yes';
    // A connection that hangs must not close the form for good.
    setTimeout(() => delete form.dataset.sent, AGAIN_AFTER);
  });

  addEventListener('pageshow', () => {
    document.querySelectorAll('form[data-sent]').forEach((form) => delete form.dataset.sent);
  });
})();
