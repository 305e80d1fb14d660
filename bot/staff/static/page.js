// What every page does. A form is sent once: a second click while the first is on its way does nothing.
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

  // On a telephone the menu is one row that scrolls: show where we are.
  const menu = document.querySelector('.menu');
  const here = menu?.querySelector('[aria-current]');
  if (here) menu.scrollLeft = here.offsetLeft - menu.offsetLeft - (menu.clientWidth - here.offsetWidth) / 2;

  addEventListener('pageshow', () => {
    document.querySelectorAll('form[data-sent]').forEach((form) => delete form.dataset.sent);
  });
})();
