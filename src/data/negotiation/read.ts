import type { Demand } from '#domain/demand/demand.ts';
import type { Agreement } from '#domain/negotiation/agreement.ts';
import type { Negotiation } from '#domain/negotiation/negotiation.ts';
import type { Dispute } from '#domain/source/dispute.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import { type AgreementSummary, type DealStatusRead, readDealStatuses } from '../deal-status/read.ts';
import { readDemandsOf } from '../demand/read.ts';
import type { Prisma } from '../generated/client.ts';
import { type Page, type PageRequest, pageOf } from '../page.ts';
import { readDisputesOf } from '../source/read.ts';
import type { ReadTx } from '../transaction.ts';
import { agreementSelect, negotiationSelect, toAgreement, toNegotiation } from './map.ts';

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

/** Which negotiations a list is narrowed to. */
export interface NegotiationFilter {
  readonly asOf: CalendarDate;
  readonly cycle?: string | undefined;
  readonly union?: string | undefined;
  readonly negotiations?: readonly string[] | undefined;
}

/** Negotiations on the record at `asOf`, the latest begun first. */
export async function readNegotiations(
  tx: ReadTx,
  { asOf, cycle, union, negotiations, limit, after }: NegotiationFilter & PageRequest<NegotiationKey>,
): Promise<Page<NegotiationFrame, NegotiationKey>> {
  const narrowed: Prisma.NegotiationWhereInput[] = [
    { knownFrom: { lte: asOf } },
    ...(cycle === undefined ? [] : [{ cycle }]),
    ...(union === undefined ? [] : [{ unions: { some: { unionSlug: union } } }]),
    ...(negotiations === undefined ? [] : [{ slug: { in: [...negotiations] } }]),
    ...(after === undefined
      ? []
      : [{ OR: [{ startedOn: { lt: after.startedOn } }, { startedOn: after.startedOn, slug: { gt: after.slug } }] }]),
  ];
  const rows = await tx.negotiation.findMany({
    where: { AND: narrowed },
    orderBy: [{ startedOn: 'desc' }, { slug: 'asc' }],
    take: limit + 1,
    select: negotiationSelect,
  });
  const frames = rows.flatMap((row) => toFrame(row, asOf) ?? []);
  return pageOf(frames, limit, ({ negotiation, startedOn }) => ({ startedOn, slug: negotiation.slug }));
}

/** One negotiation, whatever the date; its time zone says which day "today" is. Null where there is none, or nothing is known of it. */
export async function readNegotiationFrame(tx: ReadTx, slug: string): Promise<NegotiationFrame | null> {
  const row = await tx.negotiation.findUnique({ where: { slug }, select: negotiationSelect });
  return row === null ? null : toFrame(row, '9999-12-31');
}

function toFrame(row: Parameters<typeof toNegotiation>[0], asOf: CalendarDate): NegotiationFrame | null {
  const { startedOn, knownFrom } = row;
  return startedOn === null || knownFrom === null ? null : { negotiation: toNegotiation(row, asOf), startedOn, knownFrom };
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

/** The bargaining cycles that had begun by `asOf`, latest first; at most 50. */
export async function readCycles(tx: ReadTx, asOf: CalendarDate): Promise<string[]> {
  const rows = await tx.negotiation.groupBy({ by: ['cycle'], where: { knownFrom: { lte: asOf } }, orderBy: { cycle: 'desc' }, take: 50 });
  return rows.map(({ cycle }) => cycle);
}
