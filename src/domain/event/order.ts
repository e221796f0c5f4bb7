import { effectiveDay, type PartialDate, type TimeOfDay } from '../time/partial-date.ts';

/** What places an event in time. */
export interface Dated {
  readonly id: string;
  readonly date: PartialDate;
  readonly time?: TimeOfDay;
}

/**
 * The place of an event in time, as text that sorts: `2023-07-14T00:01`. A day without a time counts as noon, so that what is
 * known to come before or after noon stands before or after it; a month or a year counts from the end of its last day.
 */
export function sortKeyOf(event: Pick<Dated, 'date' | 'time'>): string {
  const time = event.date.length < 10 ? '24:00' : (event.time ?? '12:00');
  return `${effectiveDay(event.date)}T${time}`;
}

/** Orders events by time, ties by id: the one order of the record. */
export function compareEvents(one: Dated, other: Dated): number {
  const [a, b] = [sortKeyOf(one), sortKeyOf(other)];
  if (a !== b) return a < b ? -1 : 1;
  if (one.id === other.id) return 0;
  return one.id < other.id ? -1 : 1;
}
