import type { Event } from '#domain/event/event.ts';
import type { Side } from '#domain/party/party.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import type { Page, PageRequest } from '../page.ts';
import type { TimelineEntry, TimelineKey } from '../timeline/read.ts';
import { pending, type ReadTx } from '../transaction.ts';

/** An event that is a statement. */
export type StatementEntry = TimelineEntry<Extract<Event, { kind: 'STATEMENT' }>>;

/** What a list of statements can be narrowed to. */
export interface StatementFilter {
  readonly asOf: CalendarDate;
  readonly negotiation?: readonly string[] | undefined;
  readonly from?: CalendarDate | undefined;
  readonly to?: CalendarDate | undefined;
  /** What these people said. */
  readonly person?: readonly string[] | undefined;
  /** What people of this side said. */
  readonly party?: Side | undefined;
  readonly order: 'asc' | 'desc';
}

/** The statements that had taken place or been announced by `asOf`, in order of time. */
export async function readStatements(
  _tx: ReadTx,
  _filter: StatementFilter & PageRequest<TimelineKey>,
): Promise<Page<StatementEntry, TimelineKey>> {
  return pending();
}
