import { database } from '#data/client.ts';
import { type ReadTx, readTransaction } from '#data/transaction.ts';

/** The longest that a page waits for the record, in milliseconds. */
const deadline = 10_000;

/** Reads the record for a page, all of one moment. */
export function read<T>(work: (tx: ReadTx) => Promise<T>): Promise<T> {
  return readTransaction(database(), work, deadline);
}
