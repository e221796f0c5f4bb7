import { Client } from 'pg';
import { openDatabase } from '../../src/data/client.ts';
import { migrate } from '../../src/data/postgres/migrate.ts';
import { loadBundledRecord } from '../../src/data/record/bundled.ts';
import { releaseFirst } from '../../src/live/first-release.ts';

/** The two addresses of a cluster: its superuser's, and the application's. */
export interface ClusterAddresses {
  readonly adminUrl: string;
  readonly url: string;
}

/** The databases that tests clone, with what fills each. */
export const templates = {
  /** Migrated, without a fact. */
  template_empty: async (url: string) => {
    await migrate(url);
  },
  /** Migrated, with the bundled record and its first release. */
  template_record: async (url: string) => {
    await migrate(url);
    const database = openDatabase(url);
    await loadBundledRecord(database);
    await releaseFirst(database, null);
    await database.$disconnect();
  },
} as const satisfies Record<string, (url: string) => Promise<void>>;
export type Template = keyof typeof templates;

async function asAdmin(adminUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Creates a database owned by the application's role, empty or as a copy of a template, and gives its address. */
export async function createDatabase({ adminUrl, url }: ClusterAddresses, name: string, template?: Template): Promise<string> {
  const { username } = new URL(url);
  await asAdmin(adminUrl, `CREATE DATABASE ${name} OWNER ${username}${template === undefined ? '' : ` TEMPLATE ${template}`}`);
  return Object.assign(new URL(url), { pathname: `/${name}` }).href;
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
