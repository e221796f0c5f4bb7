import type { CalendarDate, PartialDate } from '../time/partial-date.ts';
import { earliestDay, latestDay } from '../time/partial-date.ts';

/** The fields of an event that are held against each other; those that are missing or malformed are left out. */
export interface EventTimes {
  readonly id?: string | undefined;
  readonly date?: PartialDate | undefined;
  readonly time?: string | undefined;
  readonly endDate?: PartialDate | undefined;
  readonly announcedOn?: CalendarDate | undefined;
}

/** Something that is wrong with an event, and the path of the field below the event: `position.demand`, or empty for the whole. */
export interface EventProblem {
  readonly path: string;
  readonly message: string;
}

/** Where fields of an event that are each sound contradict one another. */
export function contradictionsIn({ id, date, time, endDate, announcedOn }: EventTimes): EventProblem[] {
  if (date === undefined) return [];
  const problems: EventProblem[] = [];
  const refuse = (path: string, message: string) => problems.push({ path, message });
  if (id !== undefined && !id.startsWith(`${date}-`)) refuse('id', `must start with its date, ${date}-`);
  if (time !== undefined && date.length !== 10) refuse('time', 'needs a date that is a day');
  if (endDate !== undefined && latestDay(endDate) < earliestDay(date)) refuse('endDate', 'must not be before date');
  if (announcedOn !== undefined && announcedOn > latestDay(date)) refuse('announcedOn', 'must not be after date');
  return problems;
}
