import { Temporal } from 'temporal-polyfill';
import type { CalendarDate } from './partial-date.ts';

/** The day `count` days later, or earlier where it is negative. */
export function addDays(day: CalendarDate, count: number): CalendarDate {
  return Temporal.PlainDate.from(day).add({ days: count }).toString();
}

/** Whole days from one day to another: 0 for the same day, negative where `to` comes first. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days;
}

type Rule = { readonly month: number; readonly day: number } | { readonly month: number; readonly weekday: number; readonly nth: number };

/** The legal public holidays of 5 U.S.C. 6103(a) that fall on working days, with the year from which each holds. */
const federalHolidays: readonly { readonly name: string; readonly since: number; readonly rule: Rule }[] = [
  { name: 'New Year’s Day', since: 1870, rule: { month: 1, day: 1 } },
  { name: 'Birthday of Martin Luther King, Jr.', since: 1986, rule: { month: 1, weekday: 1, nth: 3 } },
  { name: 'Washington’s Birthday', since: 1971, rule: { month: 2, weekday: 1, nth: 3 } },
  { name: 'Memorial Day', since: 1971, rule: { month: 5, weekday: 1, nth: -1 } },
  { name: 'Juneteenth National Independence Day', since: 2021, rule: { month: 6, day: 19 } },
  { name: 'Independence Day', since: 1870, rule: { month: 7, day: 4 } },
  { name: 'Labor Day', since: 1894, rule: { month: 9, weekday: 1, nth: 1 } },
  { name: 'Columbus Day', since: 1971, rule: { month: 10, weekday: 1, nth: 2 } },
  { name: 'Veterans Day', since: 1978, rule: { month: 11, day: 11 } },
  { name: 'Thanksgiving Day', since: 1942, rule: { month: 11, weekday: 4, nth: 4 } },
  { name: 'Christmas Day', since: 1870, rule: { month: 12, day: 25 } },
];

function dateOf(rule: Rule, year: number): Temporal.PlainDate {
  if ('day' in rule) return Temporal.PlainDate.from({ year, month: rule.month, day: rule.day });
  const first = Temporal.PlainDate.from({ year, month: rule.month, day: 1 });
  const offset = (rule.weekday - first.dayOfWeek + 7) % 7;
  if (rule.nth > 0) return first.add({ days: offset + 7 * (rule.nth - 1) });
  const last = first.add({ days: first.daysInMonth - 1 });
  return last.subtract({ days: (last.dayOfWeek - rule.weekday + 7) % 7 });
}

/** A holiday on a Saturday is kept on the Friday before, one on a Sunday on the Monday after (5 U.S.C. 6103(b), Executive Order 11582). */
function observed(date: Temporal.PlainDate): Temporal.PlainDate {
  if (date.dayOfWeek === 6) return date.subtract({ days: 1 });
  return date.dayOfWeek === 7 ? date.add({ days: 1 }) : date;
}

const holidaysByYear = new Map<number, ReadonlyMap<CalendarDate, string>>();

/** The federal holidays kept in a year, by day. Remembered, because a count of days asks for the same few years again and again. */
function holidaysKeptIn(year: number): ReadonlyMap<CalendarDate, string> {
  const known = holidaysByYear.get(year);
  if (known !== undefined) return known;
  const kept = new Map<CalendarDate, string>();
  for (const { name, since, rule } of federalHolidays) {
    // New Year's Day on a Saturday is kept in the year before.
    for (const candidate of [year, year + 1]) {
      const day = observed(dateOf(rule, candidate));
      if (candidate >= since && day.year === year) kept.set(day.toString(), name);
    }
  }
  holidaysByYear.set(year, kept);
  return kept;
}

/** The name of the US federal holiday kept on this day; null where it is none. */
export function federalHolidayOn(day: CalendarDate): string | null {
  return holidaysKeptIn(Number(day.slice(0, 4))).get(day) ?? null;
}

/**
 * Working days from one day to another, both counted: Mondays to Fridays less federal holidays, as the Bureau of Labor
 * Statistics counts days of idleness (Handbook of Methods, Work Stoppages, "Calculation"). 0 where `to` comes first.
 */
export function workingDays(from: CalendarDate, to: CalendarDate): number {
  if (to < from) return 0;
  const start = Temporal.PlainDate.from(from);
  const days = daysBetween(from, to) + 1;
  const wholeWeeks = Math.floor(days / 7);
  let count = wholeWeeks * 5;
  for (let offset = wholeWeeks * 7; offset < days; offset += 1) if ((start.dayOfWeek - 1 + offset) % 7 < 5) count += 1;
  for (let year = start.year; year <= Number(to.slice(0, 4)); year += 1)
    for (const holiday of holidaysKeptIn(year).keys()) if (from <= holiday && holiday <= to) count -= 1;
  return count;
}
