import { readChanges } from '../../src/data/change/read.ts';
import type { Database } from '../../src/data/client.ts';
import { readTransaction } from '../../src/data/transaction.ts';
import { factDigest } from './history.ts';
import type { Entry } from './judge.ts';

const pageSize = 1_000;

/** The log after a number, as it is in the database. */
export async function readLog(database: Database, since: number): Promise<readonly Entry[]> {
  const log: Entry[] = [];
  for (let page = null; page === null || page === pageSize; ) {
    const changes = await readTransaction(database, (tx) => readChanges(tx, { since: log.at(-1)?.seq ?? since, limit: pageSize }));
    log.push(...changes.map(({ seq, key, after }) => ({ seq, key, digest: factDigest(after) })));
    page = changes.length;
  }
  return log;
}
