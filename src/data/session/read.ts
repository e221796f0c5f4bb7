import type { Event } from '#domain/event/event.ts';
import type { BargainingSession } from '#domain/session/session.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import type { Page, PageRequest } from '../page.ts';
import type { TimelineEntry, TimelineKey } from '../timeline/read.ts';
import { pending, type ReadTx } from '../transaction.ts';

/** An event that is a session. */
export type SessionEntry = TimelineEntry<Extract<Event, { kind: 'SESSION' }>>;

/** What a list of sessions can be narrowed to. */
export interface SessionFilter {
  readonly asOf: CalendarDate;
  readonly negotiation?: readonly string[] | undefined;
  readonly from?: CalendarDate | undefined;
  readonly to?: CalendarDate | undefined;
  readonly status?: BargainingSession['status'] | undefined;
  /** Sessions that these people attended. */
  readonly person?: readonly string[] | undefined;
  readonly order: 'asc' | 'desc';
}

/** The sessions that had taken place or been announced by `asOf`, in order of time. */
export async function readSessions(
  _tx: ReadTx,
  _filter: SessionFilter & PageRequest<TimelineKey>,
): Promise<Page<SessionEntry, TimelineKey>> {
  return pending();
}
