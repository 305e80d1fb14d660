/** The road from a missed rent to an eviction as a picture: a list of steps, drawn, with the one you are at marked. */
import { h } from './dom.js';
import { texts } from './texts.js';

const SVG = 'http://www.w3.org/2000/svg';
const STATES = ['past', 'now', 'ahead'];

/** Whether this is a picture that we can draw; anything else stays the text that it came with. */
export function isRoad(figure) {
  return (
    figure?.kind === 'road' &&
    typeof figure.text === 'string' &&
    Array.isArray(figure.steps) &&
    figure.steps.length > 0 &&
    figure.steps.every((step) => typeof step?.title === 'string' && STATES.includes(step.state))
  );
}

/** @param steps [{title, state: 'past'|'now'|'ahead', note?, day?, day_text?}] */
export function road({ steps }) {
  const items = steps.map((step) =>
    h(
      'li',
      { class: `step step-${step.state}`, 'data-state': step.state, 'aria-current': step.state === 'now' ? 'step' : null },
      mark(step.state),
      h('span', { class: 'step-words' }, h('span', { class: 'step-title' }, step.title), state(step), day(step)),
    ),
  );
  return h('ol', { class: 'road', role: 'list', 'aria-label': texts.road.label, 'data-test': 'road' }, items);
}

/** Where you are is told to everybody; what is behind and ahead is seen, and told to who listens. */
function state({ state: name, note }) {
  if (name === 'now') return h('strong', { class: 'step-note' }, note || texts.road.now);
  return h('span', { class: 'sr-only' }, ` (${texts.road[name]})`);
}

function day({ day: iso, day_text: words }) {
  return words ? h('time', { class: 'step-day', datetime: iso }, words) : null;
}

/** A circle: ticked when behind, filled where you are, open ahead. Never by colour alone. */
function mark(name) {
  const svg = document.createElementNS(SVG, 'svg');
  for (const [key, value] of Object.entries({ viewBox: '0 0 24 24', class: 'step-mark', 'aria-hidden': 'true', focusable: 'false' })) {
    svg.setAttribute(key, value);
  }
  svg.append(shape('circle', { class: 'ring', cx: 12, cy: 12, r: 9 }));
  if (name === 'past') svg.append(shape('path', { class: 'tick', d: 'M7.5 12.5l3 3 6-6.5' }));
  if (name === 'now') svg.append(shape('circle', { class: 'dot', cx: 12, cy: 12, r: 4.5 }));
  return svg;
}

function shape(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
