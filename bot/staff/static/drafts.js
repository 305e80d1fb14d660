// What is being typed survives a reload, a take-over and a session that ran out, in this tab only; signing out forgets it.
(() => {
  'use strict';
  const PREFIX = 'huurkompas-draft:';

  function forgetAll() {
    Object.keys(sessionStorage)
      .filter((key) => key.startsWith(PREFIX))
      .forEach((key) => sessionStorage.removeItem(key));
  }

  function restore(box) {
    const kept = sessionStorage.getItem(PREFIX + box.dataset.draft);
    if (!kept || box.value) return;
    box.value = kept;
    box.closest('details')?.setAttribute('open', '');
  }

  // The page says that it was done: what was typed for it is not needed any more.
  function forget(done) {
    Object.keys(sessionStorage)
      .filter((key) => key.startsWith(PREFIX + done.dataset.done))
      .forEach((key) => sessionStorage.removeItem(key));
  }

  // The conversation went to a colleague while something was being typed: show it, so that it can be copied.
  function showKept(field) {
    const kept = sessionStorage.getItem(PREFIX + field.dataset.kept);
    if (!kept) return;
    field.querySelector('textarea').value = kept;
    field.hidden = false;
  }

  function restoreAll() {
    document.querySelectorAll('[data-draft]').forEach(restore);
    document.querySelectorAll('[data-kept]').forEach(showKept);
  }

  document.addEventListener('input', (event) => {
    const box = event.target;
    if (!box.dataset?.draft) return;
    if (box.value) sessionStorage.setItem(PREFIX + box.dataset.draft, box.value);
    else sessionStorage.removeItem(PREFIX + box.dataset.draft);
  });

  // Sent: gone. Before the swap, so that the fresh box does not get it back.
  document.addEventListener('htmx:beforeSwap', (event) => {
    const form = event.detail.requestConfig?.elt;
    if (!form?.matches?.('[data-composer], [data-note]') || event.detail.xhr.status !== 200) return;
    const box = form.querySelector('[data-draft]');
    sessionStorage.removeItem(PREFIX + box.dataset.draft);
  });

  document.addEventListener('submit', (event) => {
    const { forget } = event.target.dataset;
    if (forget) sessionStorage.removeItem(PREFIX + forget);
  });

  document.addEventListener('htmx:afterSettle', restoreAll);
  if (document.querySelector('[data-forget-drafts]')) forgetAll();
  document.querySelectorAll('[data-done]').forEach(forget);
  restoreAll();
})();
