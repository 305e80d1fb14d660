/** Days and times as the tenant reads them. */
import { texts } from './texts.js';

const time = new Intl.DateTimeFormat('nl-NL', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('nl-NL', { weekday: 'long', day: 'numeric', month: 'long' });
const dayAndYear = new Intl.DateTimeFormat('nl-NL', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

export const readDate = (iso) => {
  const date = new Date(iso ?? Date.now());
  return Number.isNaN(date.getTime()) ? new Date() : date;
};

export const timeOf = (date) => time.format(date);

/** Equal for two moments on the same day, here. */
export const dayKey = (date) => `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;

export function dayName(date, now = new Date()) {
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (dayKey(date) === dayKey(now)) return texts.today;
  if (dayKey(date) === dayKey(yesterday)) return texts.yesterday;
  const name = (date.getFullYear() === now.getFullYear() ? day : dayAndYear).format(date);
  return name[0].toUpperCase() + name.slice(1);
}
