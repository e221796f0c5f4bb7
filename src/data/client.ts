import { PrismaPg } from '@prisma/adapter-pg';
import { Pool } from 'pg';
import { environment } from '#env';
import { PrismaClient } from './generated/client.ts';

/** The record's database: the one Prisma client over one pool of connections. */
export type Database = PrismaClient;

/** How many connections one process holds at most; a read takes one for the length of its transaction. */
const poolSize = 10;
/** A reader is told within two seconds that the database is gone, so no wait may be longer. */
const connectLimitMs = 1_500;
const statementLimitMs = 10_000;

/**
 * Opens the database at an address. Nothing is sent until the first query.
 *
 * @param connections how many are held at most
 */
export function openDatabase(url: string, connections: number = poolSize): Database {
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: connectLimitMs,
    idleTimeoutMillis: 30_000,
    statement_timeout: statementLimitMs,
    query_timeout: statementLimitMs + 1_000,
    keepAlive: true,
  });
  // Without a listener the loss of an idle connection, as when the database restarts, would end the process.
  pool.on('error', () => undefined);
  return new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: true }) });
}

const registry: { parleyDatabase?: { url: string; database: Database } } & typeof globalThis = globalThis;

/**
 * The database of this process, at DATABASE_URL. There is one however often the module is loaded: Next's bundles and the
 * server each have a copy of it.
 *
 * @throws Error when DATABASE_URL is not set; the server sets it once its database is up
 */
export function database(): Database {
  const url = environment().DATABASE_URL;
  if (url === undefined) throw new Error('DATABASE_URL is not set');
  if (registry.parleyDatabase?.url !== url) registry.parleyDatabase = { url, database: openDatabase(url) };
  return registry.parleyDatabase.database;
}
