import { z } from 'zod';
import type { ChangeEntity, ChangeKind } from '#domain/change/change.ts';
import { inBatches } from '../batches.ts';
import type { Database } from '../client.ts';
import type { Prisma } from '../generated/client.ts';
import { type WriteTx, writeTransaction } from '../transaction.ts';

/** One fact that was published, corrected or retracted, in the format of the record. */
export interface ChangeToAppend {
  readonly kind: ChangeKind;
  readonly entity: ChangeEntity;
  readonly key: string;
  readonly negotiation: string | null;
  readonly before: Prisma.InputJsonValue | null;
  readonly after: Prisma.InputJsonValue | null;
  readonly reason: string | null;
}

/** The channel on which PostgreSQL tells that the log has grown. What is new is read from the log: the message carries nothing. */
export const changeChannel = 'parley_change';

// Any constant will do, as long as every writer takes the same.
const logLock = 7_262_539_022;

/**
 * Makes this transaction the only writer of the log until it ends. Whoever decides by what the log says takes it before looking, and
 * whoever appends to it holds it.
 */
export async function lockLog(tx: WriteTx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${logLock}::bigint)`;
}

/**
 * Runs writes to the log that commit together or not at all, alone among all who write it.
 *
 * @param limitMs how long all of them together may take
 */
export function logTransaction<T>(database: Database, write: (tx: WriteTx) => Promise<T>, limitMs?: number): Promise<T> {
  return writeTransaction(
    database,
    async (tx) => {
      await lockLog(tx);
      return write(tx);
    },
    limitMs,
  );
}

/**
 * Waits until an instant is past on the clock that the log is recorded by, and then until every writer that has begun has committed or
 * given up: after that nothing can be recorded at or before the instant any more.
 *
 * @param limitMs how long a writer is waited for, in milliseconds; PostgreSQL refuses the lock after that
 */
export async function settleLog(database: Database, instant: string, limitMs: number): Promise<void> {
  await database.$transaction(
    async (tx) => {
      // Whole milliseconds are recorded, so the millisecond of the instant must be over.
      await tx.$queryRaw`
        SELECT set_config('lock_timeout', ${String(limitMs)}, true), pg_sleep(least(
          extract(epoch FROM ${instant}::timestamptz + interval '1 millisecond' - clock_timestamp()), ${limitMs / 1000}::double precision
        ))::text`;
      await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(${logLock}::bigint)`;
    },
    { maxWait: limitMs, timeout: 3 * limitMs },
  );
}

const headSchema = z.tuple([z.object({ seq: z.bigint(), now: z.date() })]);

/**
 * Appends to the log and wakes those who follow it. The caller holds the lock of the log, until the transaction ends, so that `seq` has no
 * gaps and runs in the order of commits: a reader who has seen a number has seen every one below it. `recordedAt` is read from the clock under the same
 * lock and never runs backwards, so that it is in the order of `seq`.
 *
 * @returns the number of the last change of the log
 */
export async function appendChanges(tx: WriteTx, changes: readonly ChangeToAppend[], actor: string): Promise<number> {
  // The notice is sent when the transaction commits, whenever it is given.
  const [{ seq: last, now: recordedAt }] = headSchema.parse(
    await tx.$queryRaw`
      SELECT coalesce(max(c."seq"), 0)::bigint AS seq, greatest(date_trunc('milliseconds', clock_timestamp()), (
        SELECT l."recordedAt" FROM "Change" l ORDER BY l."seq" DESC LIMIT 1
      )) AS now, pg_notify(${changeChannel}, '')::text AS told FROM "Change" c`,
  );
  const rows = changes.map(({ negotiation, before, after, ...change }, index) => ({
    ...change,
    seq: last + BigInt(index) + 1n,
    negotiationSlug: negotiation,
    actor,
    recordedAt,
    ...(before !== null && { before }),
    ...(after !== null && { after }),
  }));
  if (rows.length === 0) return Number(last);
  await inBatches(rows, (data) => tx.change.createMany({ data }));
  return Number(last) + rows.length;
}
