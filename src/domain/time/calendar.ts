import { UTCDate } from '@date-fns/utc';
import {
  addDays as addDaysTo,
  differenceInCalendarDays,
  getISODay,
  isWeekend,
  lastDayOfMonth,
  lightFormat,
  nextMonday,
  previousFriday,
} from 'date-fns';
import type { CalendarDate } from './partial-date.ts';

/** Midnight of a day in UTC: a day of the calendar as date-fns takes it, whatever the zone of the machine. */
function midnightOf(day: CalendarDate): UTCDate {
  return new UTCDate(`${day}T00:00Z`);
}

function dayOf(midnight: Date): CalendarDate {
  return lightFormat(midnight, 'yyyy-MM-dd');
}

/** The day `count` days later, or earlier where it is negative. */
export function addDays(day: CalendarDate, count: number): CalendarDate {
  return dayOf(addDaysTo(midnightOf(day), count));
}

/** Whole days from one day to another: 0 for the same day, negative where `to` comes first. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return differenceInCalendarDays(midnightOf(to), midnightOf(from));
}

/** The last day of a month, which is written `2024-02`. */
export function lastDayOf(month: string): CalendarDate {
  return dayOf(lastDayOfMonth(midnightOf(`${month}-01`)));
}

/** When a holiday falls: on a day of a month, or on a weekday of it (1 is Monday), counted from its start or, at -1, its last. */
type Rule = { readonly month: number; readonly day: number } | { readonly month: number; readonly weekday: number; readonly nth: number };

interface Holiday {
  readonly name: string;
  /** The first year in which it fell so, and the last one where it no longer does. */
  readonly since: number;
  readonly until?: number;
  readonly rule: Rule;
}

/**
 * The legal public holidays of the United States as they were in each year since 1959: 5 U.S.C. 6103(a), with the Uniform Monday Holiday
 * Act (Public Law 90-363, from 1971), Public Law 94-97 (Veterans Day, from 1978), Public Law 98-144 (from 1986) and Public Law 117-17
 * (Juneteenth, from 2021). No package that is kept up tells them before 1971.
 */
const federalHolidays: readonly Holiday[] = [
  { name: 'New Year’s Day', since: 1870, rule: { month: 1, day: 1 } },
  { name: 'Birthday of Martin Luther King, Jr.', since: 1986, rule: { month: 1, weekday: 1, nth: 3 } },
  { name: 'Washington’s Birthday', since: 1880, until: 1970, rule: { month: 2, day: 22 } },
  { name: 'Washington’s Birthday', since: 1971, rule: { month: 2, weekday: 1, nth: 3 } },
  { name: 'Memorial Day', since: 1888, until: 1970, rule: { month: 5, day: 30 } },
  { name: 'Memorial Day', since: 1971, rule: { month: 5, weekday: 1, nth: -1 } },
  { name: 'Juneteenth National Independence Day', since: 2021, rule: { month: 6, day: 19 } },
  { name: 'Independence Day', since: 1870, rule: { month: 7, day: 4 } },
  { name: 'Labor Day', since: 1894, rule: { month: 9, weekday: 1, nth: 1 } },
  { name: 'Columbus Day', since: 1971, rule: { month: 10, weekday: 1, nth: 2 } },
  { name: 'Veterans Day', since: 1938, until: 1970, rule: { month: 11, day: 11 } },
  { name: 'Veterans Day', since: 1971, until: 1977, rule: { month: 10, weekday: 1, nth: 4 } },
  { name: 'Veterans Day', since: 1978, rule: { month: 11, day: 11 } },
  { name: 'Thanksgiving Day', since: 1942, rule: { month: 11, weekday: 4, nth: 4 } },
  { name: 'Christmas Day', since: 1870, rule: { month: 12, day: 25 } },
];

function dateOf(rule: Rule, year: number): UTCDate {
  if ('day' in rule) return new UTCDate(year, rule.month - 1, rule.day);
  const first = new UTCDate(year, rule.month - 1, 1);
  if (rule.nth > 0) return addDaysTo(first, ((rule.weekday - getISODay(first) + 7) % 7) + 7 * (rule.nth - 1));
  const last = lastDayOfMonth(first);
  return addDaysTo(last, -((getISODay(last) - rule.weekday + 7) % 7));
}

/**
 * The day on which a holiday is kept. One on a Saturday is kept on the Friday before (Public Law 86-362, from 1959; 5 U.S.C. 6103(b)), one
 * on a Sunday on the Monday after (Executive Orders 10358 and 11582).
 */
function observed(date: UTCDate): UTCDate {
  if (!isWeekend(date)) return date;
  return getISODay(date) === 6 ? previousFriday(date) : nextMonday(date);
}

const holidaysByYear = new Map<number, ReadonlyMap<CalendarDate, string>>();

/** The federal holidays kept in a year, by day. Remembered, because a count of days asks for the same few years again and again. */
function holidaysKeptIn(year: number): ReadonlyMap<CalendarDate, string> {
  const known = holidaysByYear.get(year);
  if (known !== undefined) return known;
  const kept = new Map<CalendarDate, string>();
  for (const { name, since, until = Number.POSITIVE_INFINITY, rule } of federalHolidays) {
    // New Year's Day on a Saturday is kept in the year before.
    for (const candidate of [year, year + 1]) {
      const day = observed(dateOf(rule, candidate));
      if (since <= candidate && candidate <= until && day.getFullYear() === year) kept.set(dayOf(day), name);
    }
  }
  holidaysByYear.set(year, kept);
  return kept;
}

/** The name of the US federal holiday kept on this day; null where it is none. True from 1959 on. */
export function federalHolidayOn(day: CalendarDate): string | null {
  return holidaysKeptIn(Number(day.slice(0, 4))).get(day) ?? null;
}

/**
 * Working days from one day to another, both counted: Mondays to Fridays less federal holidays, as the Bureau of Labor
 * Statistics counts days of idleness (Handbook of Methods, Work Stoppages, "Calculation"). 0 where `to` comes first.
 */
export function workingDays(from: CalendarDate, to: CalendarDate): number {
  if (to < from) return 0;
  const start = midnightOf(from);
  const days = daysBetween(from, to) + 1;
  const wholeWeeks = Math.floor(days / 7);
  let count = wholeWeeks * 5;
  for (let offset = wholeWeeks * 7; offset < days; offset += 1) if (!isWeekend(addDaysTo(start, offset))) count += 1;
  for (let year = start.getFullYear(); year <= Number(to.slice(0, 4)); year += 1)
    for (const holiday of holidaysKeptIn(year).keys()) if (from <= holiday && holiday <= to) count -= 1;
  return count;
}
