import { pending, type ReadTx } from '../transaction.ts';

/** The number of the last change to the record: 0 before the first. */
export async function readVersion(_tx: ReadTx): Promise<number> {
  return pending();
}
