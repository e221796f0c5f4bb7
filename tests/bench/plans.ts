import { Client } from 'pg';
import { z } from 'zod';

/** From how many rows on a table is large: smaller ones PostgreSQL does well to read whole. */
const large = 5_000;

const rowsSchema = z.array(z.object({ table: z.string(), scans: z.coerce.number() }));

/** How often each large table of a database has been read from its first row to its last. */
export async function readWhole(url: string): Promise<ReadonlyMap<string, number>> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(
      `SELECT t.relname AS table, t.seq_scan AS scans FROM pg_stat_user_tables t JOIN pg_class c ON c.oid = t.relid WHERE c.reltuples >= $1`,
      [large],
    );
    return new Map(rowsSchema.parse(rows).map(({ table, scans }) => [table, scans]));
  } finally {
    await client.end();
  }
}
