import { inBatches } from '../batches.ts';
import type { ChangeEntity, ChangeKind, Prisma } from '../generated/client.ts';
import type { WriteTx } from '../transaction.ts';

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

// Any constant will do, as long as every writer takes the same.
const logLock = 7_262_539_022;

/**
 * Appends to the log. The lock is held until the transaction ends, so that `seq` has no gaps and runs in the order of commits: a
 * reader who has seen a number has seen every one below it.
 */
export async function appendChanges(tx: WriteTx, changes: readonly ChangeToAppend[], actor: string): Promise<void> {
  if (changes.length === 0) return;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${logLock}::bigint)`;
  const { _max } = await tx.change.aggregate({ _max: { seq: true } });
  const last = _max.seq ?? 0n;
  const rows = changes.map(({ negotiation, before, after, ...change }, index) => ({
    ...change,
    seq: last + BigInt(index) + 1n,
    negotiationSlug: negotiation,
    actor,
    ...(before !== null && { before }),
    ...(after !== null && { after }),
  }));
  await inBatches(rows, (data) => tx.change.createMany({ data }));
}
