/** Whether a failure means that the database is not there, or cannot keep up, rather than that we asked it something wrong. */
export function isDatabaseUnavailable(error: unknown): boolean {
  for (let cause: unknown = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth += 1) {
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
    if (unavailable.has(code) || /^(08|53|57P)/.test(code)) return true;
  }
  return false;
}

/**
 * P…: Prisma cannot reach the server, the connection was closed, the pool or a transaction timed out. E…: the system's
 * own words for a peer that is not there. 25006 and the like are ours to mend and not listed.
 */
const unavailable: ReadonlySet<string> = new Set([
  'P1001',
  'P1002',
  'P1003',
  'P1008',
  'P1017',
  'P2024',
  'P2028',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
]);
