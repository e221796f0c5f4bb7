import type { Database } from './client.ts';
import type { Prisma } from './generated/client.ts';

/** What may be asked of the record: every write is missing from the type, and PostgreSQL refuses it besides. */
export type ReadTx = Pick<Prisma.TransactionClient, '$queryRaw'> & {
  [Model in Uncapitalize<Prisma.ModelName>]: Pick<
    Prisma.TransactionClient[Model],
    'findMany' | 'findFirst' | 'findUnique' | 'count' | 'groupBy'
  >;
};

/** What may be done to the record, in one transaction. A write can read, too. */
export type WriteTx = Prisma.TransactionClient;

/** The longest that a read may wait for a connection, and take. */
const readLimits = { maxWait: 1_500, timeout: 15_000 };

/**
 * Runs reads that all see the same moment of the record.
 *
 * @param statementLimitMs how long PostgreSQL works on any one of them, for readers who will not wait longer
 */
export function readTransaction<T>(database: Database, read: (tx: ReadTx) => Promise<T>, statementLimitMs = 10_000): Promise<T> {
  return database.$transaction(
    async (tx) => {
      // No JIT: compiling one of our short reads costs more than it saves.
      await tx.$queryRaw`
        SELECT set_config('transaction_read_only', 'on', true), set_config('statement_timeout', ${String(statementLimitMs)}, true), set_config('jit', 'off', true)`;
      return read(tx);
    },
    { ...readLimits, isolationLevel: 'RepeatableRead' },
  );
}

/**
 * Runs writes that commit together or not at all.
 *
 * @param limitMs how long all of them together may take
 */
export function writeTransaction<T>(database: Database, write: (tx: WriteTx) => Promise<T>, limitMs = 300_000): Promise<T> {
  return database.$transaction(write, { maxWait: 10_000, timeout: limitMs });
}
