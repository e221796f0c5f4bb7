import type { AgreementSummary } from '#domain/deal-status/agreement-summary.ts';
import type { Demand } from '#domain/demand/demand.ts';
import type { Agreement } from '#domain/negotiation/agreement.ts';
import type { Dispute } from '#domain/source/dispute.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import { type DealStatusRead, readDealStatuses } from '../deal-status/read.ts';
import { readDemandsOf } from '../demand/read.ts';
import { readDisputesOf } from '../source/read.ts';
import type { ReadTx } from '../transaction.ts';
import type { NegotiationFrame } from './list.ts';
import { agreementSelect, toAgreement } from './map.ts';

export {
  type NegotiationFrame,
  type NegotiationKey,
  readNegotiationFrame,
  readNegotiations,
  readRelated,
  readShortTitles,
  readTimeZone,
  readTimeZones,
} from './list.ts';

/** A negotiation with all that it is about on a date. */
export interface NegotiationDetail extends NegotiationFrame {
  readonly status: DealStatusRead;
  readonly demands: readonly Demand[];
  /** Null until the sides have agreed; tentative until it is ratified. */
  readonly agreement: { readonly agreement: Agreement; readonly tentative: boolean } | null;
  readonly disputes: readonly Dispute[];
  readonly gaps: readonly string[];
}

/**
 * A negotiation with all that it is about. Ask only for dates from `frame.knownFrom` on.
 *
 * @throws Error where it was not on the record by then
 */
export async function readNegotiation(
  tx: ReadTx,
  { negotiation, startedOn, knownFrom }: NegotiationFrame,
  asOf: CalendarDate,
): Promise<NegotiationDetail> {
  const { slug } = negotiation;
  const statuses = await readDealStatuses(tx, { asOf, negotiations: [slug], limit: 1 });
  const [status] = statuses.items;
  if (status === undefined) throw new Error(`${slug} was not on the record by ${asOf}.`);
  const told = status.agreement;
  const gaps = await tx.negotiation.findMany({ where: { slug }, select: { gaps: true } });
  return {
    negotiation: status.negotiation,
    startedOn,
    knownFrom,
    status,
    demands: await readDemandsOf(tx, slug, asOf),
    agreement: told === null ? null : await readAgreement(tx, slug, told),
    disputes: await readDisputesOf(tx, slug, asOf),
    gaps: gaps.flatMap((row) => row.gaps),
  };
}

async function readAgreement(tx: ReadTx, slug: string, { tentative, ...told }: AgreementSummary): Promise<NegotiationDetail['agreement']> {
  const row = await tx.agreement.findUnique({ where: { negotiationSlug: slug }, select: agreementSelect });
  return row === null ? null : { agreement: { ...told, terms: toAgreement(row).terms }, tentative };
}
