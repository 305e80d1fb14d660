/** What is paid when, as a table: the same rows that stand in the text as lines, for eyes and ears that read tables. */
import { h } from './dom.js';

const isWords = (values) => Array.isArray(values) && values.length > 0 && values.every((value) => typeof value === 'string');

/** Whether this is a table that we can draw; anything else stays the lines that it came with. */
export function isSchedule(figure) {
  return (
    figure?.kind === 'schedule' &&
    typeof figure.text === 'string' &&
    typeof figure.caption === 'string' &&
    isWords(figure.columns) &&
    Array.isArray(figure.rows) &&
    figure.rows.length > 0 &&
    figure.rows.every((row) => isWords(row) && row.length === figure.columns.length)
  );
}

/** @param figure {caption, columns: [text], rows: [[text]]}; the first cell of a row names it */
export function schedule({ caption, columns, rows }) {
  const head = h('tr', {}, columns.map((column) => h('th', { scope: 'col' }, column)));
  const body = rows.map(([name, ...cells]) => h('tr', {}, h('th', { scope: 'row' }, name), cells.map((cell) => h('td', {}, cell))));
  const table = h('table', { class: 'schedule' }, h('caption', {}, caption), h('thead', {}, head), h('tbody', {}, body));
  // Wider than a telephone: the box scrolls by keyboard too, never the page.
  return h('div', { class: 'schedule-box', role: 'region', tabindex: '0', 'aria-label': caption, 'data-test': 'schedule' }, table);
}
