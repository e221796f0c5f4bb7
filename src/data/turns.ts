/**
 * How many writes hold a connection at a time. They wait for one another at the log anyway; without a bound, those that wait would hold
 * every connection of the pool, and readers none.
 */
const atOnce = 2;

let working = 0;
const waiting: (() => void)[] = [];

/** Does a write when it is its turn: first come, first served. */
export async function inTurn<Result>(write: () => Promise<Result>): Promise<Result> {
  if (working >= atOnce) await new Promise<void>((resume) => waiting.push(resume));
  else working += 1;
  try {
    return await write();
  } finally {
    const next = waiting.shift();
    if (next === undefined) working -= 1;
    else next();
  }
}
