import type { ReadTx } from '../transaction.ts';

/** The number of the last change to the record: 0 before the first. */
export async function readVersion(tx: ReadTx): Promise<number> {
  const last = await tx.change.findFirst({ orderBy: { seq: 'desc' }, select: { seq: true } });
  return Number(last?.seq ?? 0);
}
