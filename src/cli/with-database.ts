import { type Database, openDatabase } from '#data/client.ts';
import { openCluster } from '#data/postgres/cluster.ts';
import { migrate } from '#data/postgres/migrate.ts';
import { environment } from '#env';

/**
 * Does something at the address of the database: that of DATABASE_URL, or of the embedded one, which is joined where it runs, and
 * started and stopped again where it does not.
 */
export async function withDatabaseUrl<T>(work: (url: string) => Promise<T>): Promise<T> {
  const { DATABASE_URL, DATA_DIR } = environment();
  if (DATABASE_URL !== undefined) return work(DATABASE_URL);
  const cluster = await openCluster(DATA_DIR);
  try {
    return await work(cluster.url);
  } finally {
    if (cluster.startedHere) await cluster.stop();
  }
}

/** Does something with the database, migrated. */
export function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  return withDatabaseUrl(async (url) => {
    await migrate(url);
    const database = openDatabase(url);
    try {
      return await work(database);
    } finally {
      await database.$disconnect();
    }
  });
}
