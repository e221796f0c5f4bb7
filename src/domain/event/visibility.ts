import { type CalendarDate, effectiveDay } from '../time/partial-date.ts';
import type { Event } from './event.ts';

/** What an event is on a date: it has taken effect, it has only been announced, or nothing of it is known yet. */
export type Visibility = 'EFFECTIVE' | 'ANNOUNCED' | 'HIDDEN';

/** The part of an event that says when it counts. */
export type Timed = Pick<Event, 'date' | 'announcedOn'>;

/** Whether an event had taken effect by the end of a day, or been announced. */
export function visibilityOn(event: Timed, asOf: CalendarDate): Visibility {
  if (effectiveDay(event.date) <= asOf) return 'EFFECTIVE';
  return event.announcedOn !== undefined && event.announcedOn <= asOf ? 'ANNOUNCED' : 'HIDDEN';
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
