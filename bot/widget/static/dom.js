/** Building DOM without ever parsing a string as HTML. */

/**
 * h('button', {class: 'x', onclick, 'data-test': 'y', hidden: true}, 'text', child)
 * Functions become listeners, true an empty attribute, false and null nothing.
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

const PATHS = {
  chat: 'M4 5.5h16v11H10.5L6 20v-3.5H4z',
  close: 'M6 6l12 12M18 6L6 18',
  more: 'M12 5.5v.01M12 12v.01M12 18.5v.01',
  send: 'M4 12h15M13 6l6 6-6 6',
  down: 'M12 5v14M6 13l6 6 6-6',
  compass: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM15.5 8.5l-2.200 4.800-4.800 2.200 2.200-4.800z',
};

/** A line drawing in the colour of the text, hidden from screen readers. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', PATHS[name]);
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', `icon icon-${name}`);
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('focusable', 'false');
  svg.append(path);
  return svg;
}
