import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import {
  beforeTheFirst,
  changeHash,
  checkChain,
  createChainCheck,
  type HashedChange,
  readCheckpoint,
} from '../../src/data/change/chain.ts';
import { readChanges, readVersion } from '../../src/data/change/read.ts';
import { type Database, openDatabase } from '../../src/data/client.ts';
import { rebuildTables } from '../../src/data/record/rebuild.ts';
import { contradictionAtStart, type Verification, verifyRecord } from '../../src/data/record/verify.ts';
import { readTransaction } from '../../src/data/transaction.ts';
import { canonicalJson } from '../../src/domain/change/canonical.ts';
import { releaseArchive } from '../../src/http/release/package.ts';
import { cloneDatabase, within } from '../setup/database.ts';

let url: string;
let database: Database;

beforeAll(async () => {
  url = await cloneDatabase(inject('cluster'), 'template_record');
  database = openDatabase(url);
});
afterAll(() => database.$disconnect());

async function verified(of: Database): Promise<Verification[]> {
  const found: Verification[] = [];
  const holds = await verifyRecord(of, releaseArchive, (verification) => found.push(verification));
  expect(holds).toBe(found.every(({ difference }) => difference === null));
  return found;
}

const differencesOf = (found: readonly Verification[]) =>
  found.flatMap(({ part, difference }) => (difference === null ? [] : [`${part}: ${difference}`]));

/** Does something behind the record's back: as the superuser, with every trigger off. */
async function behindItsBack(of: string, statements: string): Promise<void> {
  const admin = new Client({ connectionString: within(inject('cluster').adminUrl, of) });
  await admin.connect();
  try {
    await admin.query(`BEGIN; SET LOCAL session_replication_role = replica; ${statements}; COMMIT`);
  } finally {
    await admin.end();
  }
}

const hashedSchema = z.array(z.object({ seq: z.string(), hash: z.string() }));

async function readHashed(): Promise<HashedChange[]> {
  const changes = await readTransaction(database, (tx) => readChanges(tx, { since: 0, limit: 100_000 }));
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query('SELECT "seq", "hash" FROM "Change" ORDER BY "seq"');
    const hashes = new Map(hashedSchema.parse(rows).map(({ seq, hash }) => [Number(seq), hash]));
    return changes.map((change) => ({ change, hash: hashes.get(change.seq) ?? '' }));
  } finally {
    await client.end();
  }
}

/** The rule of docs/log.md as somebody else would write it down: from the JSON of the API alone. */
function hashByTheBook(previous: string, change: Readonly<Record<string, unknown>>): string {
  const told = (value: unknown): string => {
    if (Array.isArray(value)) return `[${value.map(told).join(', ')}]`;
    if (typeof value !== 'object' || value === null) return JSON.stringify(value);
    const keys = Object.keys(value).sort((one, other) => {
      const [a, b] = [Buffer.from(one), Buffer.from(other)];
      return a.length - b.length || Buffer.compare(a, b);
    });
    return `{${keys.map((key) => `${JSON.stringify(key)}: ${told(Reflect.get(value, key))}`).join(', ')}}`;
  };
  return createHash('sha256')
    .update(`${previous}\n${told(change)}`)
    .digest('hex');
}

describe('the chain of the log', () => {
  test('is what its documentation says, from the first change to the last', async () => {
    const hashed = await readHashed();
    expect(hashed.length).toBeGreaterThan(1_000);
    let previous = beforeTheFirst;
    for (const { change, hash } of hashed) {
      expect(hashByTheBook(previous, change), `change ${change.seq}`).toBe(hash);
      expect(changeHash(previous, change)).toBe(hash);
      previous = hash;
    }
    expect(await readTransaction(database, (tx) => readCheckpoint(tx))).toMatchObject({ seq: hashed.length, hash: previous });
  });

  test('tells numbers apart however large or small, and text whatever is in it', async () => {
    const values = fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' });
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      await fc.assert(
        fc.asyncProperty(values, async (value) => {
          // PostgreSQL has no way of keeping these in text, nor has the record.
          if (/\\u0000|\\ud[89a-f]/.test(JSON.stringify(value))) return;
          const { rows } = await client.query('SELECT ($1::jsonb)::text AS text', [JSON.stringify({ value })]);
          expect(canonicalJson(JSON.parse(JSON.stringify({ value })))).toBe(z.tuple([z.object({ text: z.string() })]).parse(rows)[0].text);
        }),
        { numRuns: 500 },
      );
    } finally {
      await client.end();
    }
  });

  test('10,000 random edits, deletions and reorderings are found, each by itself', async () => {
    const hashed = await readHashed();
    /** Where a check stands before each change, so that each tampering is looked for from shortly before it. */
    const isFound = (from: number, tampered: readonly HashedChange[]): boolean => {
      const start = from === 0 ? undefined : hashed[from - 1];
      const check = createChainCheck(start === undefined ? undefined : { seq: start.change.seq, hash: start.hash });
      return tampered.some((each) => check.next(each) !== null);
    };
    const place = fc.integer({ min: 0, max: hashed.length - 3 });
    const tampering = fc.oneof(
      fc.record({
        kind: fc.constantFrom('actor', 'reason', 'key', 'recordedAt', 'after', 'before', 'negotiation', 'entity', 'kind', 'hash'),
        at: place,
      }),
      fc.record({ kind: fc.constantFrom('delete', 'swap', 'repeat'), at: place }),
    );
    const apply = (kind: string, at: number): HashedChange[] => {
      const window = hashed.slice(at, at + 3);
      const [first, second, third] = window;
      if (first === undefined || second === undefined || third === undefined) throw new Error('there are three');
      const { change } = first;
      const edited = (change_: Partial<HashedChange['change']>) => [{ ...first, change: { ...change, ...change_ } }, second, third];
      switch (kind) {
        case 'delete':
          return [second, third];
        case 'swap':
          return [second, first, third];
        case 'repeat':
          return [first, first, second];
        case 'hash':
          return [{ ...first, hash: first.hash.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) }, second, third];
        case 'actor':
          return edited({ actor: `${change.actor}.` });
        case 'reason':
          return edited({ reason: `${change.reason ?? ''}.` });
        case 'key':
          return edited({ key: `${change.key}x` });
        case 'recordedAt':
          return edited({ recordedAt: new Date(Date.parse(change.recordedAt) + 1).toISOString() });
        case 'after':
          return edited({ after: { ...change.after, extra: 1 } });
        case 'before':
          return edited({ before: { ...change.before, extra: 1 } });
        case 'negotiation':
          return edited({ negotiation: change.negotiation === null ? 'x' : null });
        case 'entity':
          return edited({ entity: change.entity === 'EVENT' ? 'TERM' : 'EVENT' });
        default:
          return edited({ kind: change.kind === 'RETRACTED' ? 'PUBLISHED' : 'RETRACTED' });
      }
    };
    fc.assert(
      fc.property(tampering, ({ kind, at }) => {
        expect(isFound(at, hashed.slice(at, at + 3))).toBe(false);
        expect(isFound(at, apply(kind, at)), `${kind} at change ${at + 1}`).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });
});

describe('a record is held against its log', () => {
  test('and holds as it was loaded', async () => {
    expect(differencesOf(await verified(database))).toEqual([]);
    expect(await readTransaction(database, contradictionAtStart)).toBeNull();
  });

  test.each([
    ['log', `UPDATE "Change" SET "actor" = 'somebody' WHERE "seq" = 700`, /^log: change 700 is not what its hash was made of/],
    ['log', `DELETE FROM "Change" WHERE "seq" = 700`, /^log: change 700 is missing: 701 follows 699/],
    [
      'facts',
      `UPDATE "Event" SET "headline" = 'Another' WHERE "id" = '2023-10-02-talks-resume'`,
      /^facts: EVENT 2023-10-02-talks-resume stands otherwise/,
    ],
    [
      'facts',
      `DELETE FROM "Event" WHERE "id" = '2023-10-02-talks-resume'`,
      /^facts: EVENT 2023-10-02-talks-resume is in the log and not in the tables/,
    ],
    ['facts', `UPDATE "Event" SET "state" = 'RETRACTED' WHERE "id" = '2023-10-02-talks-resume'`, /^facts: EVENT 2023-10-02-talks-resume/],
    ['facts', `UPDATE "Union" SET "name" = 'Another' WHERE "slug" = 'dga'`, /^facts: UNION dga stands otherwise/],
    [
      'facts',
      `UPDATE "Measure" SET "value" = "value" + 1 WHERE "id" = (SELECT min("id") FROM "Measure")`,
      /^facts: (EVENT|TERM) .* stands otherwise/,
    ],
    ['facts', `INSERT INTO "Person" VALUES ('nobody', 'Nobody')`, /^facts: PERSON nobody is in the tables and not in the log/],
    [
      'search',
      `DELETE FROM "SearchEntry" WHERE "key" = '2023-10-02-talks-resume'`,
      /^search: EVENT 2023-10-02-talks-resume cannot be found/,
    ],
    [
      'search',
      `UPDATE "SearchEntry" SET "title" = 'Another' WHERE "key" = '2023-10-02-talks-resume'`,
      /^search: EVENT 2023-10-02-talks-resume is found by other words/,
    ],
    ['releases', `UPDATE "Release" SET "checksum" = repeat('0', 64)`, /^releases: release .* has other bytes/],
  ])('%s: %s', async (_, statement, difference) => {
    const copy = await cloneDatabase(inject('cluster'), 'template_record');
    const constraint = statement.startsWith('UPDATE "Release"') ? 'ALTER TABLE "Release" DROP CONSTRAINT "Release_checksum";' : '';
    await behindItsBack(copy, `${constraint} ${statement}`);
    const tampered = openDatabase(copy);
    try {
      expect(differencesOf(await verified(tampered)).join('\n')).toMatch(difference);
    } finally {
      await tampered.$disconnect();
    }
  });

  test('a start refuses an end of the log that was tampered with, and tables without what it tells', async () => {
    for (const [statement, expected] of [
      [`UPDATE "Change" SET "actor" = 'somebody' WHERE "seq" = (SELECT max("seq") - 3 FROM "Change")`, /is not what its hash was made of/],
      [`DELETE FROM "Event"`, /does not stand in the tables as the log has it|the tables have none/],
      [`DELETE FROM "Negotiation"; DELETE FROM "Event"`, /does not stand in the tables|the tables have none/],
    ] as const) {
      const copy = await cloneDatabase(inject('cluster'), 'template_record');
      await behindItsBack(copy, statement);
      const tampered = openDatabase(copy);
      try {
        expect(await readTransaction(tampered, contradictionAtStart), statement).toMatch(expected);
      } finally {
        await tampered.$disconnect();
      }
    }
  });

  test('tables that were emptied or altered are made anew from the log', async () => {
    const copy = await cloneDatabase(inject('cluster'), 'template_record');
    await behindItsBack(copy, `DELETE FROM "Event"; UPDATE "Union" SET "name" = 'Another'; DELETE FROM "SearchEntry"`);
    const owner = openDatabase(within(inject('cluster').ownerUrl, copy));
    try {
      const version = await readTransaction(owner, readVersion);
      expect(await rebuildTables(owner)).toBeGreaterThan(1_000);
      expect(differencesOf(await verified(owner))).toEqual([]);
      expect(await readTransaction(owner, readVersion)).toBe(version);
      expect((await readTransaction(owner, (tx) => checkChain(tx))).broken).toBeNull();
      await expect(owner.$executeRaw`UPDATE "Union" SET "name" = 'Another'`).rejects.toThrow(/no fact changes without a change in the log/);
    } finally {
      await owner.$disconnect();
    }
  });

  test('the application may not make tables anew', async () => {
    await expect(rebuildTables(database)).rejects.toThrow(/must be owner/);
  });
});
