import type { DayCount } from '#domain/deal-status/day-count.ts';
import type { DealStatus } from '#domain/deal-status/deal-status.ts';
import type { Event } from '#domain/event/event.ts';
import type { Negotiation } from '#domain/negotiation/negotiation.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import type { NegotiationKey } from '../negotiation/read.ts';
import type { Page, PageRequest } from '../page.ts';
import { pending, type ReadTx } from '../transaction.ts';

/** An event in few words. */
export interface EventReference {
  readonly id: string;
  readonly negotiation: string;
  readonly kind: Event['kind'];
  readonly date: string;
  readonly headline: string;
}

/** The agreement of a negotiation in one line, once there is one. */
export interface AgreementSummary {
  readonly title: string;
  readonly effectiveOn?: string;
  readonly expiresOn?: string;
  readonly ratifiedOn?: string;
  readonly tentative: boolean;
}

/** Where a negotiation stands on a date, with what names it. */
export interface DealStatusRead {
  readonly negotiation: Negotiation;
  readonly status: DealStatus;
  /** The last event that had taken effect. */
  readonly latestEvent: EventReference | null;
  readonly agreement: AgreementSummary | null;
}

/** Where negotiations stand at `asOf`, the latest begun first. A constant number of queries, however many. */
export async function readDealStatuses(
  _tx: ReadTx,
  _filter: { asOf: CalendarDate; cycle?: string | undefined; negotiations?: readonly string[] | undefined } & PageRequest<NegotiationKey>,
): Promise<Page<DealStatusRead, NegotiationKey>> {
  return pending();
}

/** The days of the latest stoppage of a negotiation on a date; null where there was none by then. */
export async function readDayCount(_tx: ReadTx, _negotiation: string, _on: CalendarDate): Promise<DayCount | null> {
  return pending();
}

/** The events that moved negotiations on any axis, by negotiation and in order of time: the lanes of a chart. Announced ones are not among them. */
export async function readStatusEvents(
  _tx: ReadTx,
  _filter: { negotiations: readonly string[]; asOf: CalendarDate },
): Promise<ReadonlyMap<string, readonly Event[]>> {
  return pending();
}
