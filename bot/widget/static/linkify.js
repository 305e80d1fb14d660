/** Text to nodes: paragraphs, line breaks, and links that are safe to press. Never HTML. */
import { h } from './dom.js';
import { texts } from './texts.js';

const OWN = new URL(import.meta.url).origin;
const CANDIDATE = new RegExp(
  [
    String.raw`(?:https?:\/\/|www\.)[^\s<>"]+`,
    String.raw`(?:tel:)?\+31(?: ?\(0\))?(?:[ -]?\d){9}`,
    String.raw`(?:tel:)?0[89]0[069](?:\s?-\s?|\s)?\d{4}(?:\s?\d{3})?`,
    String.raw`(?:tel:)?0\d(?:(?:\s?-\s?|\s)?\d){8}`,
    String.raw`(?:tel:)?14\s0\d{2,3}`,
    String.raw`(?:tel:)?11[23]`,
  ].join('|'),
  'g',
);
/** Our own papers have long addresses: they are shown by what they are. The path is that of bot/arrangements/papers.py. */
const PAPER = /^\/afspraak\/[\w.-]+\/afspraak\.(pdf|ics)$/;
const PART_OF_MORE_BEFORE = /[\p{L}\p{N}€+/.,_@-]$|[€#]\s$|\b(?:artikel|art\.|lid)\s$/iu;
const PART_OF_MORE_AFTER = /^(?:[\p{L}\p{N}_/]|[.,:-]\d|\.\p{L}|\s?(?:%|€|euro|procent|dagen|weken|maanden)(?!\p{L}))/iu;

/** @returns {Array<string|{href: string, label: string, length: number}>} */
export function findLinks(text) {
  const parts = [];
  let done = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const link = toLink(match[0], text.slice(0, match.index), text.slice(match.index + match[0].length));
    if (!link) continue;
    if (match.index > done) parts.push(text.slice(done, match.index));
    parts.push(link);
    done = match.index + link.length;
  }
  if (done < text.length) parts.push(text.slice(done));
  return parts;
}

function toLink(found, before, after) {
  if (/^(?:http|www)/.test(found)) return toWebLink(found, before);
  if (PART_OF_MORE_BEFORE.test(before.slice(-12)) || PART_OF_MORE_AFTER.test(after)) return null;
  const digits = found.replace(/^tel:/, '').replace('(0)', '').replace(/[^\d+]/g, '');
  return { href: `tel:${digits}`, label: found, length: found.length };
}

function toWebLink(found, before) {
  if (/[\p{L}\p{N}@/.]$/u.test(before)) return null;
  const label = withoutPunctuation(found);
  const { length } = label;
  try {
    const url = new URL(label.startsWith('www.') ? `https://${label}` : label);
    if (url.username || url.password) return null;
    // The bot's own pages count however they are reached; anything else only over https.
    if (url.origin === OWN) return { href: url.href, label: paperName(url) ?? label, length };
    if (url.protocol !== 'https:' || !url.hostname.includes('.')) return null;
    return { href: url.href, label, length };
  } catch {
    return null;
  }
}

/** Only under our own origin: an address elsewhere always shows where it leads. */
function paperName(url) {
  const kind = url.search || url.hash ? null : url.pathname.match(PAPER)?.[1];
  return kind ? texts.papers[kind] : null;
}

/** The full stop or bracket that ends the sentence is not part of the address. */
function withoutPunctuation(address) {
  let label = address;
  for (;;) {
    const last = label.at(-1);
    const unopened = last === ')' && !label.slice(0, -1).includes('(');
    if (!'.,;:!?\'”’»]*'.includes(last) && !unopened) return label;
    label = label.slice(0, -1);
  }
}

function toNode(part) {
  if (typeof part === 'string') return part;
  if (part.href.startsWith('tel:')) return h('a', { href: part.href, class: 'phone' }, part.label);
  return h(
    'a',
    { href: part.href, target: '_blank', rel: 'noopener noreferrer' },
    part.label,
    h('span', { class: 'sr-only' }, ` ${texts.linkOpensNewTab}`),
  );
}

/** One line of text, with its links. */
export const toInline = (text) => findLinks(text).map(toNode);

/** Blank lines separate paragraphs, single ones break the line. */
export function toParagraphs(text) {
  return String(text ?? '')
    .replace(/\r\n?/g, '\n')
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim())
    .map((paragraph) => {
      const nodes = paragraph.split('\n').flatMap((line, index) => [...(index ? [h('br')] : []), ...toInline(line)]);
      return h('p', {}, nodes);
    });
}
