import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { keepBackup } from '../../src/data/backup/keep.ts';
import { applicationRole, type Cluster, openCluster } from '../../src/data/postgres/cluster.ts';
import { migrate } from '../../src/data/postgres/migrate.ts';
import { cloneDatabase, within } from '../setup/database.ts';
import { type Program, startProgram } from '../setup/processes.ts';
import { postmasterOf } from '../setup/scratch.ts';
import { tableSums, withClient } from '../setup/sums.ts';

const parley = fileURLToPath(new URL('../../src/cli/parley.ts', import.meta.url));
const server = fileURLToPath(new URL('../../src/server.ts', import.meta.url));
const quiet = '--disable-warning=ExperimentalWarning';
const folders: string[] = [];

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-cluster-'));
  folders.push(folder);
  return folder;
}

function run(folder: string, ...args: readonly string[]): Program {
  return startProgram(process.execPath, [quiet, ...args], { DATA_DIR: folder, DATABASE_URL: '', PORT: '0' });
}

/** Every file below a folder, with its size: what must be the same where nothing was changed. */
function listing(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
}

/** A data folder with a cluster that is stopped and holds one row. */
let filled: string;
let sums: Readonly<Record<string, string>>;

beforeAll(async () => {
  filled = newFolder();
  const cluster = await openCluster(filled);
  await migrate(cluster.ownerUrl, applicationRole);
  sums = await withClient(cluster.ownerUrl, async (client) => {
    await client.query(`INSERT INTO "RecordLoad" ("checksum") VALUES ('of a test')`);
    return tableSums(client);
  });
  await cluster.stop();
});
afterEach(async () => {
  for (const folder of folders) {
    const pid = postmasterOf(folder);
    if (pid !== null) process.kill(pid, 'SIGQUIT');
  }
});
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function opened<T>(folder: string, work: (cluster: Cluster) => Promise<T>): Promise<T> {
  const cluster = await openCluster(folder);
  try {
    return await work(cluster);
  } finally {
    await cluster.stop();
  }
}

/** Runs `parley migrate` on a data folder that it must refuse, in one line and without changing a file. */
async function refusal(folder: string): Promise<string> {
  const before = listing(folder);
  const program = run(folder, parley, 'migrate');
  expect(await program.ended).toBe(1);
  expect(listing(folder)).toEqual(before);
  expect(program.output().trim().split('\n')).toHaveLength(1);
  return program.output().trim();
}

describe('passwords that are lost', () => {
  test.each([
    ['gone', (file: string) => rmSync(file)],
    ['damaged', (file: string) => writeFileSync(file, '{"admin":')],
  ])('because their file is %s are set anew, and the data stays', async (_, lose) => {
    lose(join(filled, 'postgres.json'));
    expect(await opened(filled, ({ ownerUrl }) => withClient(ownerUrl, tableSums))).toEqual(sums);
  });

  test('while the database runs are said to be, and nothing is touched', async () => {
    const file = join(filled, 'postgres.json');
    await opened(filled, async () => {
      renameSync(file, `${file}.away`);
      await expect(openCluster(filled)).rejects.toThrow(
        /postgres\.json.* is gone or damaged while PostgreSQL \(process \d+\) runs: nothing was changed/,
      );
      renameSync(`${file}.away`, file);
    });
    expect(await opened(filled, ({ ownerUrl }) => withClient(ownerUrl, tableSums))).toEqual(sums);
  });

  test('because another file took their place are said to be', async () => {
    const file = join(filled, 'postgres.json');
    const right = readFileSync(file, 'utf8');
    writeFileSync(file, JSON.stringify({ admin: 'a', application: 'b' }));
    await expect(openCluster(filled)).rejects.toThrow('the passwords in postgres.json are not those of the database beside it');
    writeFileSync(file, right);
    expect(await opened(filled, ({ ownerUrl }) => withClient(ownerUrl, tableSums))).toEqual(sums);
  });
});

describe('nothing is changed in a data folder', () => {
  test('that holds half a cluster', async () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'postgres', 'global'), { recursive: true });
    writeFileSync(join(folder, 'postgres', 'PG_VERSION'), '18\n');
    expect(await refusal(folder)).toContain('holds a database that is not whole (global/pg_control is missing): nothing was changed');
  });

  test('that holds something else', async () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'postgres'));
    writeFileSync(join(folder, 'postgres', 'letter.txt'), 'Dear reader');
    expect(await refusal(folder)).toContain('holds files but no PG_VERSION');
  });

  test('that another user owns, or on a disk that can only be read', async () => {
    const folder = newFolder();
    const closed = join(folder, 'closed');
    mkdirSync(closed);
    chmodSync(closed, 0o555);
    // Root writes everywhere unless it gives up that right.
    const isRoot = process.getuid?.() === 0;
    const withoutRight = isRoot ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search', '--inh-caps=-all'] : ['env'];
    const [command = '', ...args] = [...withoutRight, process.execPath, quiet, parley, 'migrate'];
    const program = startProgram(command, args, { DATA_DIR: join(closed, 'data'), DATABASE_URL: '' });
    expect(await program.ended).toBe(1);
    expect(program.output().trim().split('\n')).toHaveLength(1);
    expect(program.output()).toContain('this user may not write there: give it the folder, or set DATA_DIR to another');
    expect(readdirSync(closed)).toEqual([]);
  });

  // The system refuses to let a file grow, as it does on a full disk, with other words.
  test.each([
    ['when a database is to be made', newFolder],
    ['when one is to be started', () => filled],
  ])('whose disk is full %s', async (_, folderOf) => {
    const folder = folderOf();
    const before = existsSync(join(folder, 'postgres'));
    const script = `trap '' XFSZ; ulimit -f 1; exec "$0" "$@"`;
    const program = startProgram('bash', ['-c', script, process.execPath, quiet, parley, 'migrate'], {
      DATA_DIR: folder,
      DATABASE_URL: '',
    });
    expect(await program.ended).toBe(1);
    expect(program.output().trim().split('\n')).toHaveLength(1);
    expect(program.output()).toContain('the disk is full: free some space, and start again');
    expect(existsSync(join(folder, 'postgres'))).toBe(before);
    if (before) expect(await opened(folder, ({ ownerUrl }) => withClient(ownerUrl, tableSums))).toEqual(sums);
    else expect(await opened(folder, ({ startedHere }) => Promise.resolve(startedHere))).toBe(true);
  });

  test('that a newer Parley has migrated', async () => {
    const url = within(inject('cluster').ownerUrl, await cloneDatabase(inject('cluster'), 'template_empty'));
    const names = await withClient(url, async (client) => {
      await client.query(
        `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ('x', '${'0'.repeat(64)}', '20991231000000_later', now(), 1)`,
      );
      return tableSums(client);
    });
    await expect(migrate(url)).rejects.toThrow(
      'made by a newer Parley (it has the migration 20991231000000_later, which this one does not know): nothing was changed',
    );
    expect(await withClient(url, tableSums)).toEqual(names);
  });
});

describe('a data folder of another PostgreSQL', () => {
  test('is answered with the way on, which leads there', async () => {
    const path = await opened(filled, ({ ownerUrl }) => keepBackup(ownerUrl, filled, Date.UTC(2026, 11, 1)));
    const version = join(filled, 'postgres', 'PG_VERSION');
    const right = readFileSync(version, 'utf8');
    writeFileSync(version, '17\n');
    const answer = await refusal(filled);
    writeFileSync(version, right);
    expect(answer).toContain('is of PostgreSQL 17, and this Parley runs PostgreSQL 18: nothing was changed');
    const [, command = ''] = /DATA_DIR=<a new folder> npm run parley -- (.*?), and start with that DATA_DIR/.exec(answer) ?? [];
    expect(command).toBe(`restore ${path}`);
    const folder = newFolder();
    const program = run(folder, parley, ...command.split(' '));
    expect(await program.ended, program.output()).toBe(0);
    expect(await opened(folder, ({ ownerUrl }) => withClient(ownerUrl, tableSums))).toEqual(sums);
  });

  test('is told how to make a backup where there is none', async () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'postgres'));
    writeFileSync(join(folder, 'postgres', 'PG_VERSION'), '19\n');
    expect(await refusal(folder)).toContain('write a backup with the Parley that made it (npm run parley -- backup parley.backup.gz)');
  });
});

describe('a second process on one data folder', () => {
  test('that starts at the same moment comes to the same database', async () => {
    const folder = newFolder();
    const [one, other] = await Promise.all([openCluster(folder), openCluster(folder)]);
    expect(one.url).toBe(other.url);
    expect([one.startedHere, other.startedHere].filter(Boolean)).toHaveLength(1);
    expect(listing(folder).filter((name) => name.includes('unfinished'))).toEqual([]);
    await one.stop();
  });

  test('that wants to serve is told so, and leaves the first alone', async () => {
    await opened(filled, async ({ url }) => {
      const first = new Client({ connectionString: url });
      await first.connect();
      await first.query('SELECT pg_advisory_lock(7262539023)');
      const program = run(filled, server);
      expect(await program.ended).toBe(1);
      expect(program.output().trim()).toBe(`parley: another Parley is running on ${filled}: stop it, or set DATA_DIR and PORT to others`);
      expect((await first.query('SELECT 1')).rowCount).toBe(1);
      await first.end();
    });
  });
});

describe('a PostgreSQL that may lose what it acknowledged', () => {
  test('is not written to, and doctor says so', async () => {
    const url = within(inject('cluster').ownerUrl, await cloneDatabase(inject('cluster'), 'template_empty'));
    const admin = new URL(inject('cluster').adminUrl);
    await withClient(admin.href, (client) => client.query(`ALTER DATABASE ${new URL(url).pathname.slice(1)} SET synchronous_commit = off`));
    await expect(migrate(url)).rejects.toThrow('synchronous_commit off), so nothing is written to it: switch it on');
    const program = startProgram(process.execPath, [quiet, parley, 'doctor'], { DATABASE_URL: url });
    expect(await program.ended).toBe(1);
    expect(program.output()).toContain('durability synchronous_commit off: what is acknowledged may be lost');
  });
});
