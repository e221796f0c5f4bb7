import { tz } from '@date-fns/tz';
import { lightFormat } from 'date-fns';
import { formatDate } from './format.ts';
import type { CalendarDate, TimeOfDay } from './partial-date.ts';
import { instantOf } from './zone.ts';

/** A time of day with the abbreviation of its zone on that day: `00:01 PDT`. */
export function formatTime(time: TimeOfDay, day: CalendarDate, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'short' }).formatToParts(
    new Date(instantOf(day, time, timeZone)),
  );
  const zone = parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
  return `${time} ${zone}`;
}

/** A moment in words, by the clocks of a place: `24 November 2026, 15:42 PST`. */
export function formatInstant(instant: string, timeZone: string): string {
  const there = tz(timeZone)(instant);
  const day = lightFormat(there, 'yyyy-MM-dd');
  return `${formatDate(day)}, ${formatTime(lightFormat(there, 'HH:mm'), day, timeZone)}`;
}
