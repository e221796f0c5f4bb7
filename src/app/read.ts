import { cache } from 'react';
import { readVersion } from '#data/change/read.ts';
import { database } from '#data/client.ts';
import { type ReadTx, readTransaction } from '#data/transaction.ts';

/** The longest that a page waits for the record, in milliseconds. */
const deadline = 10_000;

/** The number of the last change when a page began to be made; null where it cannot be read. One for all of a page. */
export const versionOfPage = cache((): Promise<number | null> => readTransaction(database(), readVersion, deadline).catch(() => null));

/** Reads the record for a page, all of one moment, which is not before {@link versionOfPage}. */
export async function read<T>(work: (tx: ReadTx) => Promise<T>): Promise<T> {
  await versionOfPage();
  return readTransaction(database(), work, deadline);
}
