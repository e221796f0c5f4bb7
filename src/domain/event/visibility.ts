import { type CalendarDate, effectiveDay } from '../time/partial-date.ts';
import type { Event } from './event.ts';

/** What an event is on a date: it has taken effect, it has only been announced, or nothing of it is known yet. */
export type Visibility = 'EFFECTIVE' | 'ANNOUNCED' | 'HIDDEN';

/**
 * Whether an event had taken effect by the end of a day, or been announced. A vote without a result is announced by the opening of its
 * poll at the latest. One with a result is the event of that result, down to its address: before its day, what opened its poll tells of it.
 */
export function visibilityOn(event: Event, asOf: CalendarDate): Visibility {
  if (effectiveDay(event.date) <= asOf) return 'EFFECTIVE';
  const poll = event.kind === 'VOTE' && event.vote.result === 'PENDING' ? event.vote.opensOn : undefined;
  return [event.announcedOn, poll].some((day) => day !== undefined && day <= asOf) ? 'ANNOUNCED' : 'HIDDEN';
}

/**
 * The first day on which anything of an event was known: the day it takes effect, was announced, or its poll opened. A fact never
 * changes what the record says of a day before this one.
 */
export function knownFrom(event: Event): CalendarDate {
  const effective = effectiveDay(event.date);
  const poll = event.kind === 'VOTE' ? event.vote.opensOn : undefined;
  const [first = effective] = [effective, event.announcedOn ?? effective, poll ?? effective].toSorted();
  return first;
}
