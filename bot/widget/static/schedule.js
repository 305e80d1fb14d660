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

/**
 * Each cell names its column, because on a telephone a row stands as a block; the roles say that it still is a table.
 * @param figure {caption, columns: [text], rows: [[text]]}; the first cell of a row names it
 */
export function schedule({ caption, columns, rows }) {
  const head = h('tr', { role: 'row' }, columns.map((column) => h('th', { scope: 'col', role: 'columnheader' }, column)));
  const body = rows.map(([name, ...cells]) =>
    h(
      'tr',
      { role: 'row' },
      h('th', { scope: 'row', role: 'rowheader', 'data-column': columns[0] }, name),
      cells.map((cell, place) => h('td', { role: 'cell', 'data-column': columns[place + 1] }, cell)),
    ),
  );
  const table = h(
    'table',
    { class: 'schedule', role: 'table' },
    h('caption', {}, caption),
    h('thead', { role: 'rowgroup' }, head),
    h('tbody', { role: 'rowgroup' }, body),
  );
  return h('div', { class: 'schedule-box', 'data-test': 'schedule' }, table);
}
