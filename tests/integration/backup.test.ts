import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { readBackup } from '../../src/data/backup/file.ts';
import { restore } from '../../src/data/backup/restore.ts';
import { backup } from '../../src/data/backup/write.ts';
import { migrate, migrationsOnDisk } from '../../src/data/postgres/migrate.ts';
import { cloneDatabase, createDatabase, type Template, within } from '../setup/database.ts';
import { databaseOf, firstMigrations, schemaOf } from '../setup/schema.ts';
import { tableSums, withClient } from '../setup/sums.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-backup-'));
const file = join(folder, 'record.gz');
let url: string;
let count = 0;

/** Backups and restores are the owner's. */
async function owned(database: Promise<string>): Promise<string> {
  return within(inject('cluster').ownerUrl, await database);
}

function bareDatabase(): Promise<string> {
  count += 1;
  return owned(createDatabase(inject('cluster'), `test_restored_${process.pid}_${count}`));
}

function clone(template: Template): Promise<string> {
  return owned(cloneDatabase(inject('cluster'), template));
}

async function isBare(database: string): Promise<boolean> {
  return (await withClient(database, (client) => client.query(`SELECT FROM pg_tables WHERE schemaname = 'public'`))).rowCount === 0;
}

/** A file made of the backup's text, as somebody else's hand would make it. */
function written(name: string, change: (text: string) => string): string {
  const path = join(folder, name);
  writeFileSync(path, gzipSync(change(gunzipSync(readFileSync(file)).toString('utf8'))));
  return path;
}

beforeAll(async () => {
  url = await clone('template_record');
  await withClient(url, (client) =>
    client.query(`
      INSERT INTO "WebhookEndpoint" ("id", "url", "secret", "cursor") VALUES ('a-webhook', 'https://example.org/', 'whsec_${'a'.repeat(32)}', 1);
      INSERT INTO "WebhookDelivery" ("endpointId", "attempt", "error", "durationMs") VALUES ('a-webhook', 1, E'a\\nline \\\\. and a\\ttab', 3);
      INSERT INTO "ApiToken" ("id", "name", "hash", "scopes") VALUES ('t', 'desk', '${'0'.repeat(64)}', '{PUBLISH}')`),
  );
  await backup(url, file);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a backup', () => {
  test('says what it is of, and is for its owner alone', async () => {
    const { header, tables } = await readBackup(file);
    expect(header).toMatchObject({ parleyBackup: 1, parley: '0.1.0' });
    expect(tables.map(({ schema, name }) => `${schema}.${name}`)).toEqual(
      expect.arrayContaining(['public.Change', 'public.Release', 'public.ApiToken', 'public.WebhookEndpoint']),
    );
    expect(tables.find(({ name }) => name === 'WebhookDelivery')?.rows).toBe(1);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['record.gz']);
  });

  test('is never written over another file', async () => {
    const before = readFileSync(file);
    await expect(backup(url, file)).rejects.toThrow('exists already: nothing was written');
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('of a database that is bare is refused, and leaves no file', async () => {
    await expect(backup(await bareDatabase(), join(folder, 'none.gz'))).rejects.toThrow('nothing to back up');
    expect(readdirSync(folder)).not.toContain('none.gz');
  });
});

describe('what is restored', () => {
  test.each([
    ['a bare database', bareDatabase],
    ['an empty one that was migrated', () => clone('template_empty')],
  ])('into %s is what was backed up, schema and all', async (_, make) => {
    const target = await make();
    const { migrated } = await restore(target, file);
    expect(migrated).toEqual([]);
    expect(await schemaOf(target)).toEqual(await schemaOf(url));
    expect(await withClient(target, tableSums)).toEqual(await withClient(url, tableSums));
    const again = join(folder, `again-${count}-${Math.abs(target.length)}.gz`);
    await backup(target, again);
    expect((await readBackup(again)).tables).toEqual((await readBackup(file)).tables);
    rmSync(again);
  });

  test('goes on counting where it was, and its triggers are at work', async () => {
    const target = await bareDatabase();
    await restore(target, file);
    await withClient(target, async (client) => {
      const { rows } = await client.query(
        `INSERT INTO "WebhookDelivery" ("endpointId", "attempt", "error", "durationMs") VALUES ('a-webhook', 2, 'e', 3) RETURNING "id"::int AS id`,
      );
      expect(rows).toEqual([{ id: 2 }]);
      await expect(client.query(`UPDATE "Change" SET "actor" = 'other' WHERE "seq" = 1`)).rejects.toThrow();
      await expect(client.query(`DELETE FROM "Citation"`)).rejects.toThrow();
    });
  });

  test('is nothing where the database holds something', async () => {
    const before = await withClient(url, tableSums);
    await expect(restore(url, file)).rejects.toThrow(/the database is not empty \(public\.\w+ has rows\): nothing was restored/);
    expect(await withClient(url, tableSums)).toEqual(before);
  });

  test.each([
    ['an older Parley', 'older', migrationsOnDisk().slice(0, 4)],
    ['the first days', 'first', firstMigrations],
  ])('from %s is brought up to date', async (_, name, migrations) => {
    const old = await databaseOf(`test_${name}_backup`, migrations);
    await withClient(old, (client) =>
      client.query(`INSERT INTO "Union" ("slug", "name", "abbreviation", "summary") VALUES ('a-union', 'A Union', 'AU', 'Of a test.')`),
    );
    const path = join(folder, `${name}.gz`);
    await backup(old, path);
    const target = await bareDatabase();
    const { migrated } = await restore(target, path);
    expect(migrated).toEqual(
      migrationsOnDisk()
        .slice(4)
        .map((migration) => migration.name),
    );
    expect(await schemaOf(target)).toEqual(await schemaOf(await clone('template_empty')));
    expect((await withClient(target, (client) => client.query('SELECT FROM "Union"'))).rowCount).toBe(1);
    expect(await migrate(target)).toEqual([]);
  });
});

describe('nothing is restored', () => {
  const cases: readonly (readonly [string, () => string, string | RegExp])[] = [
    [
      'from a file that breaks off',
      () => {
        const path = join(folder, 'short.gz');
        const whole = readFileSync(file);
        writeFileSync(path, whole.subarray(0, Math.floor(whole.length / 2)));
        return path;
      },
      'it breaks off before its end',
    ],
    [
      'from a file in which a row was changed',
      () => written('changed.gz', (text) => text.replace('SAG-AFTRA', 'SAG-AFTRB')),
      'has another checksum than it says',
    ],
    [
      'from a file without its end',
      () => written('endless.gz', (text) => text.slice(0, text.lastIndexOf('{"end"'))),
      'it breaks off before its end',
    ],
    [
      'from a file that is something else',
      () => {
        const path = join(folder, 'text.txt');
        writeFileSync(path, 'Hello.\n');
        return path;
      },
      'it is no whole gzip file',
    ],
    [
      'from a file of a newer format',
      () => written('format.gz', (text) => text.replace('"parleyBackup":1', '"parleyBackup":2')),
      'use a newer Parley',
    ],
    [
      'from a file of a newer Parley',
      () => written('newer.gz', (text) => text.replace('20261130000300_search', '20991130000300_search')),
      'a migration 20991130000300_search that this one does not know',
    ],
    ['from no file', () => join(folder, 'nowhere.gz'), /nowhere\.gz cannot be read: ENOENT/],
  ];
  test.each(cases)('%s', async (_, make, message) => {
    const target = await bareDatabase();
    await expect(restore(target, make())).rejects.toThrow(message);
    expect(await isBare(target)).toBe(true);
  });
});
