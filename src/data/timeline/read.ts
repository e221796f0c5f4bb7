import type { Event, EventKind, Significance } from '#domain/event/event.ts';
import type { Side } from '#domain/party/party.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import type { Page, PageRequest } from '../page.ts';
import { pending, type ReadTx } from '../transaction.ts';

/** The place of an event in a timeline. */
export interface TimelineKey {
  readonly sortKey: string;
  readonly id: string;
}

/** An event as it stood on a date. One that was only announced is told as announced: without what came of it. */
export interface TimelineEntry<Fact extends Event = Event> {
  readonly negotiation: string;
  readonly event: Fact;
  readonly visibility: 'EFFECTIVE' | 'ANNOUNCED';
}

/** What a timeline can be narrowed to. Several values of one filter mean any of them; several filters mean all of them. */
export interface TimelineFilter {
  readonly asOf: CalendarDate;
  readonly negotiation?: readonly string[] | undefined;
  readonly from?: CalendarDate | undefined;
  readonly to?: CalendarDate | undefined;
  readonly kind?: readonly EventKind[] | undefined;
  /** Positions on demands under these issues, or issues below them. */
  readonly issue?: readonly string[] | undefined;
  /** What this side moved, or what its people said. */
  readonly party?: Side | undefined;
  /** What these people said, and sessions that they attended. */
  readonly person?: readonly string[] | undefined;
  readonly significance?: Significance | undefined;
  /** Words in the headline or the summary. */
  readonly q?: string | undefined;
  readonly order: 'asc' | 'desc';
}

/** The events that had taken effect or been announced by `asOf`, in order of time. */
export async function readTimeline(
  _tx: ReadTx,
  _filter: TimelineFilter & PageRequest<TimelineKey>,
): Promise<Page<TimelineEntry, TimelineKey>> {
  return pending();
}

/** One event as it stood on a date, which is asked for with the time zone of its talks. `entry` is null where it was not known by then. */
export async function readEvent(
  _tx: ReadTx,
  _id: string,
  _asOf: (timeZone: string) => CalendarDate,
): Promise<{ readonly entry: TimelineEntry | null; readonly asOf: CalendarDate } | null> {
  return pending();
}
