import { createHash } from 'node:crypto';
import { changeText } from '#domain/change/canonical.ts';
import type { Change } from '#domain/change/change.ts';
import type { ReadTx } from '../transaction.ts';
import { toChange } from './read.ts';

/** What the first change of a log is chained to. */
export const beforeTheFirst = '0'.repeat(64);

/** The hash of a change that follows another: SHA-256, in hexadecimal digits (docs/log.md). */
export function changeHash(previous: string, change: Change): string {
  return createHash('sha256')
    .update(`${previous}\n${changeText(change)}`)
    .digest('hex');
}

/** A place of the log with the hash of everything up to it. */
export interface Checkpoint {
  readonly seq: number;
  readonly hash: string;
  readonly recordedAt: string;
}

/** The last change of the log, or the one of a number, with its hash; null where there is none. */
export async function readCheckpoint(tx: ReadTx, seq?: number): Promise<Checkpoint | null> {
  const row = await tx.change.findFirst({
    ...(seq !== undefined && { where: { seq } }),
    orderBy: { seq: 'desc' },
    select: { seq: true, hash: true, recordedAt: true },
  });
  return row === null ? null : { seq: Number(row.seq), hash: row.hash, recordedAt: row.recordedAt.toISOString() };
}

/** A change of the log with the hash that it is kept with. */
export interface HashedChange {
  readonly change: Change;
  readonly hash: string;
}

/** Why a chain is broken at a change: it is not the next one, or not what its hash was made of. */
export interface BrokenLink {
  readonly seq: number;
  readonly reason: string;
}

/** Holds changes against the hash before them, one after the other. */
export function createChainCheck(start: { readonly seq: number; readonly hash: string } = { seq: 0, hash: beforeTheFirst }) {
  let last = start;
  return {
    /** Takes the next change; gives what is wrong with it, or null. */
    next({ change, hash }: HashedChange): BrokenLink | null {
      const { seq } = change;
      if (seq !== last.seq + 1) return { seq, reason: `change ${last.seq + 1} is missing: ${seq} follows ${last.seq}` };
      if (changeHash(last.hash, change) !== hash)
        return { seq, reason: `change ${seq} is not what its hash was made of, or follows another` };
      last = { seq, hash };
      return null;
    },
    /** Where the check stands. */
    get last() {
      return last;
    },
  };
}

const batchSize = 1_000;

/**
 * Checks the chain of the log from a number on, to its end.
 *
 * @param since the number of a change that is taken as it is: 0 for the whole log
 * @returns the first broken link, and how far the log goes
 */
export async function checkChain(tx: ReadTx, since = 0): Promise<{ readonly broken: BrokenLink | null; readonly seq: number }> {
  const from = since === 0 ? null : await readCheckpoint(tx, since);
  const check = createChainCheck(from ?? undefined);
  for (;;) {
    const rows = await tx.change.findMany({ where: { seq: { gt: check.last.seq } }, orderBy: { seq: 'asc' }, take: batchSize });
    for (const row of rows) {
      const broken = check.next({ change: toChange(row), hash: row.hash });
      if (broken !== null) return { broken, seq: check.last.seq };
    }
    if (rows.length < batchSize) return { broken: null, seq: check.last.seq };
  }
}
