/** Leaving at once, for people who may not be seen here. */

const NEUTRAL = 'about:blank';

/** Only addresses that cannot run anything. */
export function safeExit(address) {
  try {
    const url = new URL(address, document.baseURI);
    return ['http:', 'https:'].includes(url.protocol) ? url.href : NEUTRAL;
  } catch {
    return NEUTRAL;
  }
}

/** Empties the screen first, in case the next page takes long, and takes this page out of the history. */
export function leave(address) {
  document.title = ' ';
  document.body.replaceChildren();
  location.replace(address ? safeExit(address) : NEUTRAL);
}
