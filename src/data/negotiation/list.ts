import type { Negotiation } from '#domain/negotiation/negotiation.ts';
import { type CalendarDate, endOfDays } from '#domain/time/partial-date.ts';
import type { Prisma } from '../generated/client.ts';
import { type Page, type PageRequest, pageOf } from '../page.ts';
import type { ReadTx } from '../transaction.ts';
import { negotiationSelect, toNegotiation } from './map.ts';

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
  return row === null ? null : toFrame(row, endOfDays);
}

function toFrame(row: Parameters<typeof toNegotiation>[0], asOf: CalendarDate): NegotiationFrame | null {
  const { startedOn, knownFrom } = row;
  return startedOn === null || knownFrom === null ? null : { negotiation: toNegotiation(row, asOf), startedOn, knownFrom };
}

/**
 * The negotiations whose facts can show where others are told of: the rounds that followed them, by which they are superseded, and all of
 * some cycles, whose settlements they are compared with. Also those that nothing is known of yet: their first fact may be such a one.
 */
export async function readRelated(
  tx: ReadTx,
  { following, cycles = [] }: { readonly following: readonly string[]; readonly cycles?: readonly string[] },
): Promise<readonly string[]> {
  const rows = await tx.negotiation.findMany({
    where: { OR: [{ predecessorSlug: { in: [...following] } }, { cycle: { in: [...cycles] } }] },
    orderBy: { slug: 'asc' },
    select: { slug: true },
  });
  return rows.map(({ slug }) => slug);
}

/** The time zones that negotiations are in. */
export async function readTimeZones(tx: ReadTx): Promise<readonly string[]> {
  const rows = await tx.negotiation.groupBy({ by: ['timeZone'] });
  return rows.map(({ timeZone }) => timeZone);
}

/** The short titles of negotiations by their slugs, for pages that print them. */
export async function readShortTitles(tx: ReadTx, slugs: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.negotiation.findMany({ where: { slug: { in: [...slugs] } }, select: { slug: true, shortTitle: true } });
  return new Map(rows.map(({ slug, shortTitle }) => [slug, shortTitle]));
}

/** The time zone of a negotiation's talks; null where there is no such negotiation. */
export async function readTimeZone(tx: ReadTx, slug: string): Promise<string | null> {
  const row = await tx.negotiation.findUnique({ where: { slug }, select: { timeZone: true } });
  return row?.timeZone ?? null;
}
