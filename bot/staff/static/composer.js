// The reply box: a standard answer goes in where the cursor stands, to be changed before it is sent; and how much still fits.
(() => {
  'use strict';
  const TELL_FROM = 400;

  function put(text) {
    const box = document.getElementById('antwoord');
    if (!box) return;
    const before = box.value.slice(0, box.selectionStart);
    const after = box.value.slice(box.selectionEnd);
    const gap = before && !/\s$/.test(before) ? '\n\n' : '';
    box.value = before + gap + text + after;
    const end = before.length + gap.length + text.length;
    box.focus();
    box.setSelectionRange(end, end);
    // As if it was typed: the draft is kept, and the room is counted.
    box.dispatchEvent(new Event('input', { bubbles: true }));
  }

  function sieve(answers, wanted) {
    const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
    const all = [...answers.querySelectorAll('[data-answer]')];
    const having = (part) => all.filter((one) => {
      const text = part(one).textContent.toLowerCase();
      return words.every((word) => text.includes(word));
    });
    // A title that says it comes before a text that happens to.
    const titled = having((one) => one.querySelector('[data-title]'));
    const found = titled.length ? titled : having((one) => one);
    all.forEach((one) => {
      one.hidden = !found.includes(one);
    });
    answers.querySelectorAll('[data-group]').forEach((group) => {
      group.hidden = !group.querySelector('[data-answer]:not([hidden])');
    });
  }

  function tellRoom(box) {
    const told = box.form.querySelector('[data-room]');
    const left = box.maxLength - box.value.length;
    told.textContent = left > TELL_FROM ? '' : left ? `Nog ${left} tekens.` : 'Vol: er past niets meer bij.';
  }

  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('[data-put]');
    if (!button) return;
    button.closest('[data-answers]').open = false;
    put(button.dataset.put);
  });

  // Searching works only with a script, so only then there is a box for it.
  document.addEventListener('toggle', (event) => {
    const answers = event.target;
    if (!answers.matches?.('[data-answers]') || !answers.open) return;
    const field = answers.querySelector('[data-sieve]');
    field.hidden = false;
    field.querySelector('input').focus();
  }, true);

  document.addEventListener('input', (event) => {
    const { target } = event;
    const answers = target.closest?.('[data-answers]');
    if (answers) sieve(answers, target.value);
    else if (target.id === 'antwoord') tellRoom(target);
  });

  document.addEventListener('keydown', (event) => {
    const answers = event.target.closest?.('[data-answers]');
    if (!answers) return;
    if (event.key === 'Escape' && answers.open) {
      answers.open = false;
      answers.querySelector('summary').focus();
    } else if (event.key === 'Enter' && event.target.matches('[data-sieve] input')) {
      // Not the form: what is being looked for is no answer.
      event.preventDefault();
      answers.querySelector('[data-answer]:not([hidden]) [data-put]')?.focus();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const stops = [...answers.querySelectorAll('[data-sieve] input, [data-answer]:not([hidden]) [data-put]')];
      const next = stops[stops.indexOf(event.target) + (event.key === 'ArrowDown' ? 1 : -1)];
      if (!next) return;
      event.preventDefault();
      next.focus();
    }
  });
})();
