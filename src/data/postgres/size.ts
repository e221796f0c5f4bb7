import { z } from 'zod';
import type { Database } from '../client.ts';

/** What a database is, and how much of the record it holds. */
export interface DatabaseSize {
  /** The version of PostgreSQL. */
  readonly version: string;
  readonly negotiations: number;
  readonly events: number;
  readonly changes: number;
}

const sizeSchema = z.tuple([z.object({ version: z.string(), negotiations: z.int(), events: z.int(), changes: z.int() })]);

/** Counts the record. Every event and change is counted one by one: it is for a person at a terminal. */
export async function readDatabaseSize(database: Database): Promise<DatabaseSize> {
  const [size] = sizeSchema.parse(
    await database.$queryRaw`
      SELECT current_setting('server_version') AS version, (SELECT count(*)::int FROM "Negotiation") AS negotiations,
        (SELECT count(*)::int FROM "Event") AS events, (SELECT count(*)::int FROM "Change") AS changes`,
  );
  return size;
}
