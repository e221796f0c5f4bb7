import { Client } from 'pg';
import { z } from 'zod';
import { openDatabase } from '../../src/data/client.ts';
import { applicationRole, ownerRole } from '../../src/data/postgres/cluster.ts';
import { migrate } from '../../src/data/postgres/migrate.ts';
import { loadBundledRecord } from '../../src/data/record/bundled.ts';
import { type WriteTx, writeTransaction } from '../../src/data/transaction.ts';
import { releaseFirst } from '../../src/live/first-release.ts';

/** The addresses of a cluster: its superuser's, the owner's of databases, and the application's. */
export interface ClusterAddresses {
  readonly adminUrl: string;
  readonly ownerUrl: string;
  readonly url: string;
}

/** The databases that tests clone, with what fills each. */
export const templates = {
  /** Migrated, without a fact. */
  template_empty: async ({ ownerUrl }) => {
    await migrate(ownerUrl, applicationRole);
  },
  /** Migrated, with the bundled record and its first release. */
  template_record: async ({ url, ownerUrl }) => {
    await migrate(ownerUrl, applicationRole);
    const database = openDatabase(url);
    await loadBundledRecord(database);
    await releaseFirst(database, null);
    await database.$disconnect();
  },
} as const satisfies Record<string, (addresses: { readonly url: string; readonly ownerUrl: string }) => Promise<void>>;
export type Template = keyof typeof templates;

export function isTemplate(name: string): name is Template {
  return Object.hasOwn(templates, name);
}

async function asAdmin(adminUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** The address of a database in a cluster, given one of its addresses: as the owner of databases, or as the superuser. */
export function within(address: string, database: string): string {
  return Object.assign(new URL(address), { pathname: new URL(database).pathname }).href;
}

/** Creates a database, empty or as a copy of a template, and gives its address as the application. */
export async function createDatabase({ adminUrl, url }: ClusterAddresses, name: string, template?: Template): Promise<string> {
  await asAdmin(adminUrl, `CREATE DATABASE ${name} OWNER ${ownerRole}${template === undefined ? '' : ` TEMPLATE ${template}`}`);
  return Object.assign(new URL(url), { pathname: `/${name}` }).href;
}

const guardsSchema = z.array(z.object({ table: z.string(), name: z.string() }));

/**
 * Writes facts without a word to the log, which the application cannot do: as the owner, with the triggers off that would refuse it.
 *
 * @param url the address of the database, as whoever
 */
export async function withoutLog<T>({ ownerUrl }: ClusterAddresses, url: string, write: (tx: WriteTx) => Promise<T>): Promise<T> {
  const database = openDatabase(within(ownerUrl, url));
  try {
    return await writeTransaction(database, async (tx) => {
      const guards = guardsSchema.parse(
        await tx.$queryRaw`
          SELECT c.relname::text AS "table", t.tgname::text AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
          WHERE t.tgname LIKE '%\\_needs\\_change' ORDER BY 1`,
      );
      for (const { table, name } of guards) await tx.$executeRawUnsafe(`ALTER TABLE "${table}" DISABLE TRIGGER "${name}"`);
      const result = await write(tx);
      await tx.$executeRaw`SET CONSTRAINTS ALL IMMEDIATE`;
      for (const { table, name } of guards) await tx.$executeRawUnsafe(`ALTER TABLE "${table}" ENABLE TRIGGER "${name}"`);
      return result;
    });
  } finally {
    await database.$disconnect();
  }
}

/** Creates a database, fills it as a template is filled, and gives its address as the application. */
export async function createFilled(cluster: ClusterAddresses, name: string, template: Template): Promise<string> {
  const url = await createDatabase(cluster, name);
  await templates[template]({ url, ownerUrl: within(cluster.ownerUrl, url) });
  return url;
}

let count = 0;

/**
 * A database of its own for a test: a copy of the template, which takes some 50 ms. It goes with the cluster, so no test has
 * to clean up after itself.
 */
export function cloneDatabase(cluster: ClusterAddresses, template: Template = 'template_empty'): Promise<string> {
  count += 1;
  return createDatabase(cluster, `test_${process.pid}_${count}`, template);
}
