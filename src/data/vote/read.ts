import type { Event } from '#domain/event/event.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import type { Vote } from '#domain/vote/vote.ts';
import type { Page, PageRequest } from '../page.ts';
import type { TimelineEntry, TimelineKey } from '../timeline/read.ts';
import { pending, type ReadTx } from '../transaction.ts';

/** An event that is a vote. */
export type VoteEntry = TimelineEntry<Extract<Event, { kind: 'VOTE' }>>;

/** What a list of votes can be narrowed to. */
export interface VoteFilter {
  readonly asOf: CalendarDate;
  readonly negotiation?: readonly string[] | undefined;
  readonly from?: CalendarDate | undefined;
  readonly to?: CalendarDate | undefined;
  readonly purpose?: Vote['purpose'] | undefined;
  readonly result?: Vote['result'] | undefined;
  readonly order: 'asc' | 'desc';
}

/** The votes that had taken place or been announced by `asOf`, in order of time. */
export async function readVotes(_tx: ReadTx, _filter: VoteFilter & PageRequest<TimelineKey>): Promise<Page<VoteEntry, TimelineKey>> {
  return pending();
}
