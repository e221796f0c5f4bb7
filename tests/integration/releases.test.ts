import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse as parseCsv } from 'csv-parse/sync';
import { Client, DatabaseError } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { logTransaction } from '../../src/data/change/write.ts';
import { type Database, openDatabase } from '../../src/data/client.ts';
import { bundledActor } from '../../src/data/record/bundled.ts';
import { correctEntry, putEntries, retractEntry } from '../../src/data/record/entry.ts';
import { readArchive, readCorrectionsIn, readCounts, readRange, readRelease, readReleases } from '../../src/data/release/read.ts';
import { makeAgain, makeFirstRelease, makeRelease } from '../../src/data/release/write.ts';
import { readTransaction } from '../../src/data/transaction.ts';
import type { Release } from '../../src/domain/release/release.ts';
import { fileInArchive, filesInArchive, releaseArchive, textOf } from '../../src/http/release/package.ts';
import { cloneDatabase } from '../setup/database.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const event = '2023-10-02-talks-resume';
const hostile = '=HYPERLINK("http://example.org")\r\n@SUM(A1)'.replace('\r', '');
const desk = { actor: 'desk', reason: null };

let url: string;
let database: Database;
let first: Release;
let second: Release;

const how = (date: string, origin: string | null = null) => ({ date, origin, compose: releaseArchive });
const archiveOf = (release: Release) => readTransaction(database, (tx) => readArchive(tx, release));
const textIn = async (release: Release, path: string) => {
  const file = fileInArchive(await archiveOf(release), path);
  if (file === null) throw new Error(`release ${release.id} has no ${path}`);
  return textOf(file);
};
const rowsIn = async (release: Release, name: string) =>
  z.array(z.record(z.string(), z.string())).parse(parseCsv(await textIn(release, `data/${name}.csv`), { columns: true }));

beforeAll(async () => {
  url = await cloneDatabase(inject('cluster'), 'template_record');
  database = openDatabase(url);
  const made = await readTransaction(database, (tx) => readRelease(tx, 'latest'));
  if (made === null) throw new Error('the record that comes with Parley has no first release');
  first = made;
  await logTransaction(database, (tx) =>
    correctEntry(tx, event, { headline: hostile, reason: '=1+1 was wrong' }, { actor: 'desk', revision: null }),
  );
  await logTransaction(database, (tx) =>
    retractEntry(tx, '2023-12-05-contract-ratified', { reason: 'not so' }, { actor: 'desk', revision: null }),
  );
  second = await makeRelease(database, how(first.date, 'https://parley.example'));
});
afterAll(() => database.$disconnect());

describe('a release', () => {
  test('holds the record that comes with Parley byte for byte, where the log holds nothing else', async () => {
    const folder = join(root, 'prisma/record');
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
    expect(names.length).toBeGreaterThan(20);
    for (const name of names) expect(await textIn(first, `record/${name}`), name).toBe(readFileSync(join(folder, name), 'utf8'));
  });

  test('is numbered within its day, and the latest comes first', async () => {
    expect([first.number, second.number, second.id]).toEqual([1, 2, `${first.date}.2`]);
    const { items, next } = await readTransaction(database, (tx) => readReleases(tx, { limit: 1 }));
    expect([items, next]).toEqual([[second], { number: 2 }]);
    const rest = await readTransaction(database, (tx) => readReleases(tx, { limit: 1, after: { number: 2 } }));
    expect([rest.items, rest.next]).toEqual([[first], null]);
  });

  test('made again is the same byte for byte, also after corrections, and the log of what it said is in the next', async () => {
    const again = await makeAgain(database, first.id, releaseArchive);
    expect(again.checksum).toBe(first.checksum);
    expect(Buffer.compare(again.archive, await archiveOf(first))).toBe(0);
    expect((await makeAgain(database, 'latest', releaseArchive)).checksum).toBe(second.checksum);
    expect(await textIn(first, 'data/events.csv')).toContain(event);
    expect((await rowsIn(second, 'events')).map(({ id }) => id)).not.toContain('2023-12-05-contract-ratified');
  });

  test.each(['Pacific/Kiritimati', 'America/Adak'])('made again by the command line in %s is the same', (TZ) => {
    const output = execFileSync(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', 'src/cli/parley.ts', 'release', '--verify', first.id],
      { cwd: root, encoding: 'utf8', env: { ...process.env, TZ, DATABASE_URL: url } },
    );
    expect(output).toContain(`made again, byte for byte: ${first.id}, up to change ${first.seq}`);
    expect(output).toContain(first.checksum);
  });

  test('is refused where there is none, or the archive made again is another', async () => {
    const elsewhere = await cloneDatabase(inject('cluster'), 'template_record');
    const verify = (id: string) => () =>
      execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/cli/parley.ts', 'release', '--verify', id], {
        cwd: root,
        encoding: 'utf8',
        stdio: 'pipe',
        env: { ...process.env, DATABASE_URL: elsewhere },
      });
    expect(verify('2001-01-01')).toThrow(/there is no release 2001-01-01/);
    // As another version of Parley would: the same files, and a byte more.
    const other = openDatabase(elsewhere);
    const made = await makeRelease(other, {
      ...how(first.date),
      compose: (content) => Buffer.concat([releaseArchive(content), Buffer.of(0)]),
    });
    const { checksum } = await makeAgain(other, made.id, releaseArchive);
    await other.$disconnect();
    expect(checksum).not.toBe(made.checksum);
    expect(verify(made.id)).toThrow(`made again, release ${made.id} has the checksum ${checksum}, not ${made.checksum}`);
  });

  test('that is the first is made once, and of no record but the one that comes with Parley', async () => {
    expect(await makeFirstRelease(database, bundledActor, how('2098-01-01'))).toBeNull();
    const other = openDatabase(await cloneDatabase(inject('cluster')));
    try {
      await expect(makeRelease(other, how('2026-11-25'))).rejects.toThrow('the record is empty');
      expect(await makeFirstRelease(other, bundledActor, how('2026-11-25'))).toBeNull();
    } finally {
      await other.$disconnect();
    }
  });

  test('is not made on a day before the last', async () => {
    await expect(makeRelease(database, how('2001-01-01'))).rejects.toThrow(`the release ${second.id} has a later date than 2001-01-01`);
  });

  test('made at once with another comes after it', async () => {
    const clone = openDatabase(await cloneDatabase(inject('cluster'), 'template_record'));
    try {
      const made = await Promise.all([makeRelease(clone, how('2098-01-01')), makeRelease(clone, how('2098-01-01'))]);
      expect(made.map(({ id }) => id).toSorted()).toEqual(['2098-01-01', '2098-01-01.2']);
    } finally {
      await clone.$disconnect();
    }
  });
});

describe('what is new in a release', () => {
  test('is counted, and every correction and retraction is told with its reason', async () => {
    const { previous, range } = await readTransaction(database, (tx) => readRange(tx, second));
    expect([previous, range]).toEqual([first, { from: first.seq + 1, to: first.seq + 2 }]);
    const counts = await readTransaction(database, (tx) => readCounts(tx, range));
    expect(counts).toEqual({
      kinds: { PUBLISHED: 0, CORRECTED: 1, RETRACTED: 1 },
      entities: [{ entity: 'EVENT', kinds: { PUBLISHED: 0, CORRECTED: 1, RETRACTED: 1 } }],
    });
    const corrections = await readTransaction(database, (tx) => readCorrectionsIn(tx, range, 10));
    expect(corrections.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['CORRECTED', '=1+1 was wrong'],
      ['RETRACTED', 'not so'],
    ]);
    const log = await textIn(second, 'CHANGELOG.md');
    expect(log).toContain(`Since release ${first.id}. Changes ${range.from} to ${range.to} of the log.`);
    expect(log).toContain('| All | 0 | 1 | 1 |');
    expect(log).toContain(`EVENT \`${event}\`. Corrected in \`/headline\`. Reason: \\=1+1 was wrong`);
    expect((await rowsIn(second, 'changes')).map(({ kind, fields }) => [kind, fields])).toEqual([
      ['CORRECTED', '/headline'],
      ['RETRACTED', ''],
    ]);
  });

  test('is nothing where nothing has changed', async () => {
    const clone = openDatabase(await cloneDatabase(inject('cluster'), 'template_record'));
    try {
      const release = await makeRelease(clone, how('2098-01-01'));
      const { range } = await readTransaction(clone, (tx) => readRange(tx, release));
      expect(range).toEqual({ from: release.seq + 1, to: release.seq });
      const archive = await readTransaction(clone, (tx) => readArchive(tx, release));
      const log = fileInArchive(archive, 'CHANGELOG.md');
      expect(log === null ? '' : textOf(log)).toContain('Nothing has changed.');
    } finally {
      await clone.$disconnect();
    }
  });
});

const fieldSchema = z.object({
  name: z.string(),
  type: z.enum(['string', 'integer', 'number', 'boolean', 'date', 'any']),
  description: z.string().min(10),
  constraints: z.object({
    required: z.boolean(),
    enum: z.array(z.string()).optional(),
    pattern: z.string().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
  }),
});
const descriptorSchema = z.object({
  $schema: z.literal('https://datapackage.org/profiles/2.0/datapackage.json'),
  version: z.string(),
  id: z.url().optional(),
  licenses: z.tuple([z.object({ name: z.literal('CC-BY-4.0'), path: z.url() })]),
  resources: z.array(
    z.object({
      name: z.string().regex(/^[a-z0-9._/-]+$/),
      path: z.string(),
      description: z.string().min(10),
      bytes: z.int(),
      hash: z.string().startsWith('sha256:'),
      type: z.enum(['table', 'json']),
      schema: z
        .object({
          fields: z.array(fieldSchema),
          primaryKey: z.array(z.string()).default([]),
          foreignKeys: z
            .array(
              z.object({
                fields: z.array(z.string()),
                reference: z.object({ resource: z.string().optional(), fields: z.array(z.string()) }),
              }),
            )
            .default([]),
        })
        .optional(),
    }),
  ),
});

const forms = {
  string: /[\s\S]/,
  any: /[\s\S]/,
  integer: /^-?\d+$/,
  number: /^-?\d+(\.\d+)?$/,
  boolean: /^(true|false)$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
} as const;

describe('the files of a release', () => {
  test('are those that the descriptor and SHA256SUMS tell, with their sizes and checksums', async () => {
    const files = filesInArchive(await archiveOf(second));
    const sums = files.filter(({ path }) => path !== 'SHA256SUMS').map(({ path, checksum }) => `${checksum}  ${path}\n`);
    expect(await textIn(second, 'SHA256SUMS')).toBe(sums.join(''));
    const { resources, version, id } = descriptorSchema.parse(JSON.parse(await textIn(second, 'datapackage.json')));
    expect([version, id]).toEqual([second.id, `https://parley.example/releases/${second.id}`]);
    expect(resources.map(({ path }) => path).toSorted()).toEqual(
      files.map(({ path }) => path).filter((path) => /^(data|record)\//.test(path) && !path.startsWith('record/schema/')),
    );
    for (const { path, bytes, hash } of resources) {
      const file = files.find((candidate) => candidate.path === path);
      expect([bytes, hash]).toEqual([file?.bytes.length, `sha256:${file?.checksum ?? ''}`]);
    }
  });

  test('are tables whose every cell, key and reference is as the descriptor says', async () => {
    const { resources } = descriptorSchema.parse(JSON.parse(await textIn(second, 'datapackage.json')));
    const tables = resources.filter(({ type }) => type === 'table');
    expect(tables.length).toBeGreaterThan(25);
    const rowsOf = new Map<string, readonly Record<string, string>[]>();
    for (const { name } of tables) rowsOf.set(name, await rowsIn(second, name));
    const keyOf = (row: Record<string, string>, fields: readonly string[]) => JSON.stringify(fields.map((field) => row[field] ?? ''));
    let references = 0;
    for (const { name, schema } of tables) {
      const rows = rowsOf.get(name) ?? [];
      const { fields = [], primaryKey = [], foreignKeys = [] } = schema ?? {};
      expect(rows.length, name).toBeGreaterThan(0);
      expect(Object.keys(rows[0] ?? {}), name).toEqual(fields.map((field) => field.name));
      for (const { name: field, type, constraints } of fields) {
        const pattern = new RegExp(constraints.pattern ?? '');
        const wrong = rows
          .map((row) => row[field] ?? '')
          .filter((cell) =>
            cell === ''
              ? constraints.required
              : !forms[type].test(cell) ||
                !pattern.test(cell) ||
                constraints.enum?.includes(cell) === false ||
                Number(cell) < (constraints.minimum ?? -Infinity) ||
                Number(cell) > (constraints.maximum ?? Infinity),
          );
        expect(wrong, `${name}.${field}`).toEqual([]);
      }
      if (primaryKey.length > 0) expect(new Set(rows.map((row) => keyOf(row, primaryKey))).size, `the key of ${name}`).toBe(rows.length);
      for (const { fields: from, reference } of foreignKeys) {
        const known = new Set((rowsOf.get(reference.resource ?? name) ?? []).map((row) => keyOf(row, reference.fields)));
        const referring = rows.filter((row) => from.some((field) => row[field] !== ''));
        references += referring.length;
        expect(
          referring.filter((row) => !known.has(keyOf(row, from))),
          `${name}: ${from.join()}`,
        ).toEqual([]);
      }
    }
    expect(references).toBeGreaterThan(1_000);
  });

  test('have hostile text in them as words', async () => {
    const [row] = (await rowsIn(second, 'events')).filter(({ id }) => id === event);
    expect(row?.headline).toBe(`'${hostile}`);
    for (const { path, bytes } of filesInArchive(await archiveOf(second)))
      if (path.endsWith('.csv')) {
        const cells = z.array(z.array(z.string())).parse(parseCsv(Buffer.from(bytes)));
        expect(
          cells.flat().filter((cell) => /^[=+@\t\r]/.test(cell) || (cell.startsWith('-') && !/^-[\d.]+$/.test(cell))),
          path,
        ).toEqual([]);
      }
  });

  test('have a codebook with every column of every table', async () => {
    const codebook = await textIn(second, 'CODEBOOK.md');
    const { resources } = descriptorSchema.parse(JSON.parse(await textIn(second, 'datapackage.json')));
    for (const { name, schema } of resources) {
      if (schema === undefined) continue;
      const [, section = ''] = codebook.split(`\n## ${name}\n`);
      for (const field of schema.fields) expect(section, name).toContain(`| ${field.name} | ${field.type} |`);
    }
  });

  test('have a valid CITATION.cff', async () => {
    const person = z.strictObject({ name: z.string().min(1) });
    const shape = z.strictObject({
      'cff-version': z.literal('1.2.0'),
      message: z.string().min(1),
      title: z.string().min(1),
      authors: z.array(person).min(1),
      type: z.literal('dataset'),
      version: z.literal(second.id),
      'date-released': z.literal(second.date),
      license: z.literal('CC-BY-4.0'),
      url: z.literal(`https://parley.example/releases/${second.id}`),
    });
    expect(shape.safeParse(parseYaml(await textIn(second, 'CITATION.cff'))).error).toBeUndefined();
    expect(Object.keys(z.record(z.string(), z.unknown()).parse(parseYaml(await textIn(first, 'CITATION.cff'))))).not.toContain('url');
  });
});

describe('the table of releases', () => {
  const insert = (fields: Partial<Record<'id' | 'number' | 'date' | 'seq' | 'checksum' | 'size', string>>) => {
    const {
      id = "'2999-01-01'",
      number = '3',
      date = "'2999-01-01'",
      seq = '1000',
      checksum = "encode(sha256('x'), 'hex')",
      size = '1',
    } = fields;
    return `INSERT INTO "Release" ("id", "number", "date", "seq", "checksum", "size", "archive") VALUES (${id}, ${number}, ${date}, ${seq}, ${checksum}, ${size}, 'x')`;
  };

  async function refusedBy(sql: string, address = url): Promise<string | undefined> {
    const client = new Client({ connectionString: address });
    await client.connect();
    try {
      await client.query('BEGIN');
      await client.query(sql);
      return 'nothing';
    } catch (error) {
      if (error instanceof DatabaseError) return error.constraint ?? error.message;
      throw error;
    } finally {
      await client.end();
    }
  }

  test.each([
    ['Release_id', { id: "'2999-01-02'" }],
    ['Release_id', { id: "'2999-01-01.1'" }],
    ['Release_id', { date: "'2999-02-30'", id: "'2999-02-30'" }],
    ['Release_checksum', { checksum: "repeat('0', 64)" }],
    ['Release_size', { size: '2' }],
    ['Release_in_order', { number: '4' }],
    ['Release_in_order', { number: '2' }],
    ['Release_in_order', { seq: '999999999' }],
    ['Release_in_order', { seq: '1' }],
    ['Release_in_order', { date: "'2001-01-01'", id: "'2001-01-01'" }],
  ] as const)('%s bites', async (name, fields) => {
    const seq = `${second.seq}`;
    expect(await refusedBy(insert({ seq, ...fields }))).toBe(name);
    expect(await refusedBy(insert({ seq }))).toBe('nothing');
  });

  test('Release_pkey bites', async () => {
    const seq = `${second.seq}`;
    expect(await refusedBy(`${insert({ seq })}; ${insert({ seq, number: '4' })}`)).toBe('Release_pkey');
  });

  test('Release_number_key bites, also without the trigger', async () => {
    const admin = Object.assign(new URL(inject('cluster').adminUrl), { pathname: new URL(url).pathname }).href;
    const sql = `SET session_replication_role = replica; ${insert({ number: '2', seq: `${second.seq}` })}`;
    expect(await refusedBy(sql, admin)).toBe('Release_number_key');
  });

  test.each([`UPDATE "Release" SET "origin" = 'x'`, 'DELETE FROM "Release"', 'TRUNCATE "Release"'])(
    '%s is refused to its owner, and to a superuser too',
    async (sql) => {
      expect(await refusedBy(sql)).toMatch(/permission denied/);
      const admin = Object.assign(new URL(inject('cluster').adminUrl), { pathname: new URL(url).pathname }).href;
      expect(await refusedBy(sql, admin)).toBe(sql.startsWith('TRUNCATE') ? 'Release_no_truncate' : 'Release_append_only');
    },
  );
});

test('a new fact comes last in the lists that have an order of their own, wherever an import puts it', async () => {
  const clone = openDatabase(await cloneDatabase(inject('cluster'), 'template_record'));
  try {
    const [source] = await clone.source.findMany({ take: 1 });
    await putEntries(
      clone,
      [
        {
          negotiation: 'wga-2026',
          id: '2026-03-02-gather',
          kind: 'ACTION',
          date: '2026-03-02',
          headline: 'Members gather',
          summary: 'Members gather.',
          significance: 'MINOR',
          confidence: 'REPORTED',
          citations: [{ source: source?.id ?? '' }],
        },
      ],
      desk,
    );
    const before = await makeRelease(clone, how('2098-01-01'));
    await clone.$executeRaw`UPDATE "Issue" SET "position" = 1000 - "position"`;
    expect((await makeAgain(clone, before.id, releaseArchive)).checksum).toBe(before.checksum);
  } finally {
    await clone.$disconnect();
  }
});
