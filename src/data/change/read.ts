import { z } from 'zod';
import { type Change, changeSchema } from '#domain/change/change.ts';
import { type Change as ChangeRow, Prisma } from '../generated/client.ts';
import type { ReadTx } from '../transaction.ts';

/** The number of the last change to the record: 0 before the first. */
export async function readVersion(tx: ReadTx): Promise<number> {
  const last = await tx.change.findFirst({ orderBy: { seq: 'desc' }, select: { seq: true } });
  return Number(last?.seq ?? 0);
}

/** Which changes are asked for: those after `since` and up to `until`, the earliest first. */
export interface ChangesRequest {
  readonly since: number;
  readonly until?: number | undefined;
  readonly negotiation?: readonly string[] | undefined;
  readonly entity?: readonly Change['entity'][] | undefined;
  readonly kind?: readonly Change['kind'][] | undefined;
  readonly limit: number;
}

/** Changes in the order of the log, at most `limit`. */
export async function readChanges(
  tx: ReadTx,
  { since, until, negotiation, entity, kind, limit }: ChangesRequest,
): Promise<readonly Change[]> {
  const rows = await tx.change.findMany({
    where: {
      seq: { gt: since, ...(until !== undefined && { lte: until }) },
      ...(negotiation !== undefined && { negotiationSlug: { in: [...negotiation] } }),
      ...(entity !== undefined && { entity: { in: [...entity] } }),
      ...(kind !== undefined && { kind: { in: [...kind] } }),
    },
    orderBy: { seq: 'asc' },
    take: limit,
  });
  return rows.map(toChange);
}

/** The last change to one fact, or the last up to a number of the log; null where there is none. */
export async function readLastChange(tx: ReadTx, entity: Change['entity'], key: string, until?: number): Promise<Change | null> {
  const row = await tx.change.findFirst({
    where: { entity, key, ...(until !== undefined && { seq: { lte: until } }) },
    orderBy: { seq: 'desc' },
  });
  return row === null ? null : toChange(row);
}

const seqsSchema = z.array(z.object({ seq: z.bigint() }));

/** The last correction or retraction up to a number of the log, and those before it: the latest first. */
export async function readCorrections(
  tx: ReadTx,
  { until, negotiation, limit }: { until: number; negotiation?: string | undefined; limit: number },
): Promise<readonly Change[]> {
  // The index of what was corrected or retracted is found by its own condition, which Prisma does not write.
  const ofRound = negotiation === undefined ? Prisma.empty : Prisma.sql`AND c."negotiationSlug" = ${negotiation}`;
  const places = seqsSchema.parse(
    await tx.$queryRaw`
      SELECT c."seq" FROM "Change" c WHERE c."kind" <> 'PUBLISHED' AND c."seq" <= ${until} ${ofRound} ORDER BY c."seq" DESC LIMIT ${limit}`,
  );
  const rows = await tx.change.findMany({ where: { seq: { in: places.map(({ seq }) => seq) } }, orderBy: { seq: 'desc' } });
  return rows.map(toChange);
}

/** The changes to one fact after a number of the log, the earliest first, at most `limit`. */
export async function readHistory(
  tx: ReadTx,
  { entity, key, since = 0, limit }: { entity: Change['entity']; key: string; since?: number; limit: number },
): Promise<readonly Change[]> {
  const rows = await tx.change.findMany({ where: { entity, key, seq: { gt: since } }, orderBy: { seq: 'asc' }, take: limit });
  return rows.map(toChange);
}

/** A fact as the log keeps it, in JSON; null where it keeps none. */
export const loggedFact = changeSchema.shape.after;

/** The number of the last change to an event, or of the last up to a number of the log: its revision. */
export async function readRevision(tx: ReadTx, id: string, until?: number): Promise<number> {
  const last = await tx.change.findFirst({
    where: { entity: 'EVENT', key: id, ...(until !== undefined && { seq: { lte: until } }) },
    orderBy: { seq: 'desc' },
    select: { seq: true },
  });
  return Number(last?.seq ?? 0);
}

/** A row of the log in the shape of the domain. */
export function toChange({ seq, negotiationSlug, before, after, recordedAt, hash: _, ...row }: ChangeRow): Change {
  return {
    ...row,
    seq: Number(seq),
    negotiation: negotiationSlug,
    before: loggedFact.parse(before),
    after: loggedFact.parse(after),
    recordedAt: recordedAt.toISOString(),
  };
}

const momentSchema = z.tuple([z.object({ seq: z.bigint().nullable() })]);

/**
 * The number of the last change that this record had made by an instant: what `knownAt` means. It never changes for an instant that is
 * past, because every change is recorded under the lock of the log and in its order; ask {@link settleLog} first where the instant is
 * so near that a change recorded by then may not have been committed yet.
 */
export async function readVersionAt(tx: ReadTx, knownAt: string): Promise<number> {
  const [{ seq }] = momentSchema.parse(
    await tx.$queryRaw`SELECT max(c."seq") AS seq FROM "Change" c WHERE c."recordedAt" <= ${knownAt}::timestamptz`,
  );
  return Number(seq ?? 0);
}
