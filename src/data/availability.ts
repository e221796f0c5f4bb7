/** Whether a failure means that the database is not there, or cannot keep up, rather than that we asked it something wrong. */
export function isDatabaseUnavailable(error: unknown): boolean {
  return reasons(error, 0).some(
    (reason) => codes.has(reason) || serverStates.test(reason) || messages.some((message) => message.test(reason)),
  );
}

/** The codes and messages of an error and of what it wraps: Prisma keeps PostgreSQL's own below `meta.driverAdapterError.cause`. */
function reasons(error: unknown, depth: number): string[] {
  if (typeof error !== 'object' || error === null || depth > 6) return [];
  const fields = new Map<string, unknown>(Object.entries(error));
  const own = [
    fields.get('code'),
    fields.get('originalCode'),
    fields.get('kind'),
    error instanceof Error ? error.message : fields.get('message'),
  ];
  const wrapped = [error instanceof Error ? error.cause : fields.get('cause'), fields.get('meta'), fields.get('driverAdapterError')];
  return [...own.filter((reason) => typeof reason === 'string'), ...wrapped.flatMap((inner) => reasons(inner, depth + 1))];
}

/**
 * The names are those of Prisma's driver adapter, which a raw query's failure has alone. P…: Prisma cannot reach the server, the connection was closed, the pool or a transaction timed out. E…: the system's own
 * words for a peer that is not there.
 */
const codes: ReadonlySet<string> = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
  'P1001',
  'P1002',
  'P1003',
  'P1008',
  'P1017',
  'P2024',
  'P2028',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
]);

/**
 * PostgreSQL's own states: connection exceptions (08), too many connections or out of resources (53), shutting down, starting
 * up or a statement that took too long (57), a database that accepts no connections (55000), a lock that others hold too long (55P03).
 */
const serverStates = /^(08...|53...|57014|57P..|55000|55P03)$/;

/** What `pg` says without any code when a connection breaks or does not come about. */
const messages = [
  /^Connection terminated/,
  /^timeout exceeded when trying to connect$/,
  /^Query read timeout$/,
  /^Client has encountered a connection error/,
  /^Client was closed/,
];
