import { type Event, eventSchema } from '../event/event.ts';
import { type CalendarDate, effectiveDay } from '../time/partial-date.ts';
import type { Change } from './change.ts';

/** What somebody was shown of the record. */
export type Shown =
  | { readonly kind: 'STATUS' | 'TIMELINE' }
  /** `isAgreed` says whether agreed terms were shown too. */
  | { readonly kind: 'LADDER' | 'COMPARISON'; readonly isAgreed: boolean }
  | { readonly kind: 'EVENT'; readonly event: string };

/**
 * The corrections and retractions that bear on what was shown of a date, in their order. A status rests on the events that move it and on
 * what was announced for later; a timeline on major events; ladders and comparisons on proposals, and on terms once there are any. An
 * event that was neither in effect nor announced by the date in either of its versions bears on nothing.
 */
export function correctionsOf(changes: readonly Change[], shown: Shown, asOf: CalendarDate): Change[] {
  return changes.filter((change) => change.kind !== 'PUBLISHED' && bearsOn(change, shown, asOf));
}

function bearsOn({ entity, key, before, after }: Change, shown: Shown, asOf: CalendarDate): boolean {
  if (shown.kind === 'EVENT')
    return entity === 'EVENT'
      ? key === shown.event
      : entity === 'DISPUTE' && [before, after].some((dispute) => dispute?.subject === shown.event);
  if (entity === 'EVENT')
    return [before, after].some((fact) => {
      const { data: event } = eventSchema.safeParse(fact);
      return event !== undefined && isKnown(event, asOf) && carries(event, shown.kind, asOf);
    });
  return (entity === 'TERM' && 'isAgreed' in shown && shown.isAgreed) || (entity === 'DEMAND' && shown.kind === 'COMPARISON');
}

function isKnown({ date, announcedOn }: Event, asOf: CalendarDate): boolean {
  return effectiveDay(date) <= asOf || (announcedOn !== undefined && announcedOn <= asOf);
}

function carries(event: Event, kind: Exclude<Shown['kind'], 'EVENT'>, asOf: CalendarDate): boolean {
  switch (kind) {
    case 'STATUS':
      return event.statusChanges !== undefined || effectiveDay(event.date) > asOf;
    case 'TIMELINE':
      return event.significance === 'MAJOR';
    case 'LADDER':
      return event.kind === 'PROPOSAL' && event.position.moves !== undefined;
    case 'COMPARISON':
      return event.kind === 'PROPOSAL';
  }
}
