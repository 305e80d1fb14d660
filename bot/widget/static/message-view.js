/** One message on the screen: who, what, when, how far it got, and the answers to choose from. */
import { readDate, timeOf } from './dates.js';
import { h } from './dom.js';
import { toParagraphs } from './linkify.js';
import { isRoad, road } from './road.js';
import { isSchedule, schedule } from './schedule.js';
import { texts } from './texts.js';

export function authorOf({ from, name }) {
  return from === 'staff' ? texts.author.staff(name) : (texts.author[from] ?? texts.author.notice);
}

/** The words as paragraphs; the block that a picture stands for, as that picture. */
function blocks({ text, figure }) {
  const draw = isRoad(figure) ? road : isSchedule(figure) ? schedule : null;
  const at = draw ? String(text).indexOf(figure.text) : -1;
  if (at < 0) return toParagraphs(text);
  return [...toParagraphs(text.slice(0, at)), draw(figure), ...toParagraphs(text.slice(at + figure.text.length))];
}

export class MessageView {
  #actions;
  #author = h('p', { class: 'author' });
  #bubble = h('div', { class: 'bubble', 'data-test': 'text' });
  #time = h('time', {});
  #state = h('span', { class: 'state' });
  #choices = h('div', { class: 'choices', 'aria-live': 'off' });
  #shown = {};

  /** @param actions {choose(button), retry(id), drop(id)} */
  constructor(message, actions) {
    this.#actions = actions;
    this.element = h(
      'li',
      { class: `message from-${message.from}`, 'data-test': 'message', 'data-from': message.from, 'data-kind': message.kind, 'data-id': message.id },
      this.#author,
      this.#bubble,
      h('p', { class: 'meta', 'aria-live': 'off' }, this.#time, this.#state),
      this.#choices,
    );
  }

  /** @param place {firstOfRun, answerable} */
  update(message, { firstOfRun, answerable }) {
    // A notice that asks for an answer is read like a message, not like a remark between them.
    const asks = message.from === 'notice' && Boolean(message.buttons?.length);
    this.element.classList.toggle('asks', asks);
    this.#author.classList.toggle('sr-only', !firstOfRun || message.from === 'tenant' || (message.from === 'notice' && !asks));
    this.#when('author', authorOf(message), (author) => this.#author.replaceChildren(`${author}:`));
    this.#when('text', `${message.text}|${JSON.stringify(message.figure ?? null)}`, () => this.#bubble.replaceChildren(...blocks(message)));
    this.#when('at', message.at, (at) => this.#showTime(at));
    this.#when('state', `${message.state}|${message.refused ?? ''}`, () => this.#showState(message));
    const buttons = message.buttons ?? [];
    this.#when('choices', `${answerable}|${JSON.stringify(buttons)}`, () => this.#showChoices(buttons, answerable));
  }

  /** Touches the page only where something changed, so that screen readers do not repeat it. */
  #when(part, value, show) {
    if (this.#shown[part] === value) return;
    this.#shown[part] = value;
    show(value);
  }

  #showTime(at) {
    const date = readDate(at);
    this.#time.dateTime = date.toISOString();
    this.#time.textContent = timeOf(date);
  }

  #showState({ id, state, refused }) {
    if (!state) return;
    this.element.dataset.state = state;
    this.#state.replaceChildren(texts.state[state]);
    if (state !== 'failed') return;
    const retry = h('button', { type: 'button', class: 'link', 'data-test': 'retry', onclick: () => this.#actions.retry(id) }, texts.retry);
    const drop = h('button', { type: 'button', class: 'link', 'data-test': 'drop', onclick: () => this.#actions.drop(id) }, texts.drop);
    this.#state.append(' — ', retry, ' ', drop);
    if (refused !== undefined) this.#state.prepend(h('span', { class: 'reason' }, refused || texts.refused), ' ');
  }

  #showChoices(buttons, answerable) {
    this.#choices.replaceChildren();
    this.#choices.hidden = !buttons.length;
    if (!buttons.length) return;
    this.#choices.classList.toggle('past', !answerable);
    if (answerable) {
      this.#choices.setAttribute('role', 'group');
      this.#choices.setAttribute('aria-label', texts.choices);
      this.#choices.append(...buttons.map((button) => this.#choice(button)));
    } else {
      this.#choices.removeAttribute('role');
      this.#choices.removeAttribute('aria-label');
      this.#choices.append(
        h('p', {}, h('span', { class: 'sr-only' }, `${texts.pastChoices} `), buttons.map(({ title }) => title).join(' · ')),
      );
    }
  }

  #choice(button) {
    const choose = () => this.#actions.choose(button);
    return h('button', { type: 'button', class: 'choice', 'data-test': 'button', onclick: choose }, button.title);
  }
}
