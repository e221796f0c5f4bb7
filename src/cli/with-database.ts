import { keepBackup } from '#data/backup/keep.ts';
import { type Database, openDatabase } from '#data/client.ts';
import { openCluster } from '#data/postgres/cluster.ts';
import { migrate, readMigrationState } from '#data/postgres/migrate.ts';
import { environment } from '#env';
import { nowMs } from '#live/clock.ts';

/** The addresses of a database: as the application, and as the role that owns it, which may be the same. */
export interface DatabaseAddresses {
  readonly url: string;
  readonly ownerUrl: string;
}

/**
 * Does something at the address of the database: that of DATABASE_URL, or of the embedded one, which is joined where it runs, and
 * started where it does not. The last one who uses it stops it.
 */
export async function withDatabaseUrl<T>(work: (addresses: DatabaseAddresses) => Promise<T>): Promise<T> {
  const { DATABASE_URL, DATABASE_OWNER_URL, DATA_DIR } = environment();
  if (DATABASE_URL !== undefined) return work({ url: DATABASE_URL, ownerUrl: DATABASE_OWNER_URL ?? DATABASE_URL });
  const cluster = await openCluster(DATA_DIR);
  try {
    return await work(cluster);
  } finally {
    await cluster.leave();
  }
}

/** Applies migrations as the owner, and gives the application its rights. */
function migrateAsOwner({ url, ownerUrl }: DatabaseAddresses): Promise<string[]> {
  return migrate(ownerUrl, decodeURIComponent(new URL(url).username));
}

/**
 * Migrates the database. The embedded one is backed up before it is changed; where that fails, nothing is migrated.
 *
 * @returns the names of the migrations applied now
 */
export async function migrateWithBackup(addresses: DatabaseAddresses): Promise<string[]> {
  const { DATABASE_URL, DATA_DIR } = environment();
  const { isBare, lacking } = await readMigrationState(addresses.ownerUrl);
  if (DATABASE_URL === undefined && !isBare && lacking.length > 0) await keepBackup(addresses.ownerUrl, DATA_DIR, nowMs());
  return migrateAsOwner(addresses);
}

/** Does something with the database, migrated, as the application. */
export function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  return withDatabaseUrl(async (addresses) => {
    await migrateWithBackup(addresses);
    return using(addresses.url, work);
  });
}

/** Does something with the database, migrated, as the role that owns it. */
export function withOwnedDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  return withDatabaseUrl(async (addresses) => {
    await migrateWithBackup(addresses);
    return using(addresses.ownerUrl, work);
  });
}

async function using<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = openDatabase(url);
  try {
    return await work(database);
  } finally {
    await database.$disconnect();
  }
}
