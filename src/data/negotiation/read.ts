import type { Demand } from '#domain/demand/demand.ts';
import type { Agreement } from '#domain/negotiation/agreement.ts';
import type { Negotiation } from '#domain/negotiation/negotiation.ts';
import type { Dispute } from '#domain/source/dispute.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import type { DealStatusRead } from '../deal-status/read.ts';
import type { Page, PageRequest } from '../page.ts';
import { pending, type ReadTx } from '../transaction.ts';

/** The place of a negotiation in lists: the latest begun first. */
export interface NegotiationKey {
  readonly startedOn: CalendarDate;
  readonly slug: string;
}

/** A negotiation with the days that it is on the record from. */
export interface NegotiationFrame {
  readonly negotiation: Negotiation;
  /** The day from which its first event counts. */
  readonly startedOn: CalendarDate;
  /** The first day on which anything about it had happened or been announced. */
  readonly knownFrom: CalendarDate;
}

/** A negotiation with all that it is about on a date. */
export interface NegotiationDetail extends NegotiationFrame {
  readonly status: DealStatusRead;
  readonly demands: readonly Demand[];
  /** Null until the sides have agreed; tentative until it is ratified. */
  readonly agreement: { readonly agreement: Agreement; readonly tentative: boolean } | null;
  readonly disputes: readonly Dispute[];
  readonly gaps: readonly string[];
}

/** Negotiations on the record at `asOf`, the latest begun first. */
export async function readNegotiations(
  _tx: ReadTx,
  _filter: { asOf: CalendarDate; cycle?: string | undefined; union?: string | undefined } & PageRequest<NegotiationKey>,
): Promise<Page<NegotiationFrame, NegotiationKey>> {
  return pending();
}

/** One negotiation, whatever the date; its time zone says which day "today" is. Null where there is none, or nothing is known of it. */
export async function readNegotiationFrame(_tx: ReadTx, _slug: string): Promise<NegotiationFrame | null> {
  return pending();
}

/** A negotiation with all that it is about. Ask only for dates from `frame.knownFrom` on. */
export async function readNegotiation(_tx: ReadTx, _frame: NegotiationFrame, _asOf: CalendarDate): Promise<NegotiationDetail> {
  return pending();
}

/** The bargaining cycles on the record, latest first. */
export async function readCycles(_tx: ReadTx): Promise<string[]> {
  return pending();
}
