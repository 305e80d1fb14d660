/** What of the open chat cannot be read or pressed on this screen: sticks out, is cut off at a side, or is covered. */
() => {
  const root = document.querySelector('huurkompas-chat').shadowRoot;
  const frame = root.querySelector('.frame');
  const edges = frame.getBoundingClientRect();
  const name = (e) => `${e.localName}.${e.className || ''} ${(e.dataset?.test ?? '')} "${e.textContent.trim().slice(0, 30)}"`;
  const unseen = (e) => e.closest('.sr-only, thead, svg') || !e.checkVisibility();
  const found = [];
  const page = document.documentElement;
  if (page.scrollWidth > page.clientWidth) found.push('the page goes sideways');
  if (edges.left < 0 || edges.right > innerWidth || edges.top < 0 || edges.bottom > innerHeight) found.push('the chat sticks out');
  for (const e of frame.querySelectorAll('*')) {
    if (unseen(e)) continue;
    const box = e.getBoundingClientRect();
    if (box.left < edges.left - 1 || box.right > edges.right + 1) found.push(`sticks out: ${name(e)}`);
    if (e.clientWidth && e.scrollWidth > e.clientWidth + 1) found.push(`cut off: ${name(e)}`);
  }
  const menu = root.querySelector('.menu:not([hidden])');
  for (const e of (menu ?? frame).querySelectorAll('button, a, textarea')) {
    if (unseen(e)) continue;
    e.scrollIntoView({ block: 'nearest' });
    const box = e.getClientRects()[0];
    const top = root.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    if (top !== e && !e.contains(top)) found.push(`covered by ${top && name(top)}: ${name(e)}`);
  }
  const log = root.querySelector('.scroller');
  if (log.clientHeight < 3 * parseFloat(getComputedStyle(log).lineHeight)) found.push(`the log is ${log.clientHeight} high`);
  return found;
}
