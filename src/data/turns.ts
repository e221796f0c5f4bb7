import PQueue from 'p-queue';

/**
 * How many writes hold a connection at a time. They wait for one another at the log anyway; without a bound, those that wait would hold
 * every connection of the pool, and readers none.
 */
const writes = new PQueue({ concurrency: 2 });

/** Does a write when it is its turn: first come, first served. */
export function inTurn<Result>(write: () => Promise<Result>): Promise<Result> {
  return writes.add(write);
}
