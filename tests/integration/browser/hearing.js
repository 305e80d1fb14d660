/**
 * Writes down, in window.heard, what a screen reader says by itself: what is put into a live region, not what stands in
 * one when it appears. Follows the rules of aria-live: the nearest region decides, 'off' and hidden parts are silent.
 */
(() => {
  const LIVE = { log: 'polite', status: 'polite', alert: 'assertive' };
  window.heard = [];

  const liveOf = (node) => {
    for (let e = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement; e; e = e.parentElement) {
      const live = e.getAttribute('aria-live') ?? LIVE[e.getAttribute('role')];
      if (live) return live;
    }
    return 'off';
  };

  const wordsOf = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.textContent;
    if (node.nodeType !== Node.ELEMENT_NODE) return '';
    if (node.hidden || node.getAttribute('aria-hidden') === 'true' || node.getAttribute('aria-live') === 'off') return '';
    return [...node.childNodes].map(wordsOf).join(' ');
  };

  const hear = (records) => {
    for (const { addedNodes } of records) {
      for (const node of addedNodes) {
        const parent = node.parentElement;
        if (!node.isConnected || !parent || liveOf(node) === 'off' || parent.closest('[hidden], [aria-hidden=true]')) continue;
        const words = wordsOf(node).replace(/\s+/g, ' ').trim();
        if (words) window.heard.push(words);
      }
    }
  };

  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (how) {
    const root = attach.call(this, how);
    new MutationObserver(hear).observe(root, { childList: true, subtree: true });
    return root;
  };
})();
