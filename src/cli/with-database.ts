import { keepBackup } from '#data/backup/keep.ts';
import { type Database, openDatabase } from '#data/client.ts';
import { openCluster } from '#data/postgres/cluster.ts';
import { migrate, readMigrationState } from '#data/postgres/migrate.ts';
import { environment } from '#env';
import { nowMs } from '#live/clock.ts';

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

/**
 * Migrates the database. The embedded one is backed up before it is changed; where that fails, nothing is migrated.
 *
 * @returns the names of the migrations applied now
 */
export async function migrateWithBackup(url: string): Promise<string[]> {
  const { DATABASE_URL, DATA_DIR } = environment();
  const { isBare, lacking } = await readMigrationState(url);
  if (DATABASE_URL === undefined && !isBare && lacking.length > 0) await keepBackup(url, DATA_DIR, nowMs());
  return migrate(url);
}

/** Does something with the database, migrated. */
export function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  return withDatabaseUrl(async (url) => {
    await migrateWithBackup(url);
    const database = openDatabase(url);
    try {
      return await work(database);
    } finally {
      await database.$disconnect();
    }
  });
}
