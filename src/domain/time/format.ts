import type { PartialDate } from './partial-date.ts';

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

function monthName(month: string): string {
  return months[Number(month) - 1] ?? month;
}

/** A date in words, to its own precision: `2 October 2023`, `October 2023` or `2023`. */
export function formatDate(date: PartialDate): string {
  const [year = '', month, day] = date.split('-');
  if (month === undefined) return year;
  if (day === undefined) return `${monthName(month)} ${year}`;
  return `${Number(day)} ${monthName(month)} ${year}`;
}

/** A date where the year is known from the place: `2 Oct`, `Oct` or `2023`. */
export function formatShortDate(date: PartialDate): string {
  const [year = '', month, day] = date.split('-');
  if (month === undefined) return year;
  const short = monthName(month).slice(0, 3);
  return day === undefined ? short : `${Number(day)} ${short}`;
}

/** A span in words: `2–9 October 2023`, `30 June – 12 July 2023`, `14 July 2023 – 9 January 2024`. */
export function formatDateRange(from: PartialDate, to: PartialDate): string {
  if (from === to) return formatDate(from);
  if (from.length !== 10 || to.length !== 10 || from.slice(0, 4) !== to.slice(0, 4)) return `${formatDate(from)} – ${formatDate(to)}`;
  if (from.slice(0, 7) === to.slice(0, 7)) return `${Number(from.slice(8))}–${formatDate(to)}`;
  return `${Number(from.slice(8))} ${monthName(from.slice(5, 7))} – ${formatDate(to)}`;
}

/** The month of a date as a heading: `October 2023`, or the year where no month is known. */
export function formatMonth(date: PartialDate): string {
  return formatDate(date.slice(0, 7));
}
