import { closeSync, cpSync, ftruncateSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Database, openDatabase } from '../../src/data/client.ts';
import { bundledActor, bundledRecordFolder, loadBundledRecord } from '../../src/data/record/bundled.ts';
import { correctEntry, retractEntry } from '../../src/data/record/entry.ts';
import { exportRecord } from '../../src/data/record/export.ts';
import { largestFile, readRecordFiles } from '../../src/data/record/files.ts';
import { InvalidRecordError, importRecord, UnexplainedCorrectionError } from '../../src/data/record/import.ts';
import { retractEvent } from '../../src/data/record/publish.ts';
import { readTransaction, writeTransaction } from '../../src/data/transaction.ts';
import { eventSchema } from '../../src/domain/event/event.ts';
import { canonicalFiles, canonicalNegotiationText } from '../../src/domain/record/canonical.ts';
import type { NegotiationFile } from '../../src/domain/record/record.ts';
import { bundledNegotiation } from '../fixtures/record.ts';
import { cloneDatabase } from '../setup/database.ts';

const open: Database[] = [];
const folder = mkdtempSync(join(tmpdir(), 'parley-import-'));

async function fresh(template: 'template_empty' | 'template_record'): Promise<Database> {
  const database = openDatabase(await cloneDatabase(inject('cluster'), template));
  open.push(database);
  return database;
}

afterAll(async () => {
  for (const database of open) await database.$disconnect();
  rmSync(folder, { recursive: true, force: true });
});

const asTest = { actor: 'test', reason: 'Why.' };
const bundled = readRecordFiles(bundledRecordFolder);
const fixtures = new URL('../fixtures/other-sectors', import.meta.url).pathname;

async function exported(database: Database): Promise<Map<string, string>> {
  return readTransaction(database, async (tx) => {
    const { registries, slugs, negotiation } = await exportRecord(tx);
    const files = new Map(canonicalFiles({ ...registries, negotiations: [] }));
    for (const slug of slugs) files.set(`negotiations/${slug}.json`, canonicalNegotiationText(await negotiation(slug)));
    return files;
  });
}

describe('the bundled record', () => {
  let database: Database;
  beforeAll(async () => {
    database = await fresh('template_record');
  });

  test('comes out as it went in, byte for byte', async () => {
    for (const [name, text] of await exported(database))
      expect(readFileSync(join(bundledRecordFolder, name), 'utf8') === text, name).toBe(true);
  });

  test('changes nothing when it is imported again', async () => {
    const before = await database.change.count();
    const { facts, unchanged } = await importRecord(database, bundled.files, asTest);
    expect([facts, unchanged, await database.change.count()]).toEqual([[], before, before]);
  });

  test('has a log without gaps', async () => {
    const { _max, _count } = await database.change.aggregate({ _max: { seq: true }, _count: true });
    expect(_max.seq).toBe(BigInt(_count));
  });
});

function file(value: NegotiationFile) {
  return { file: `${value.slug}.json`, kind: 'negotiation' as const, value };
}

describe('a changed fact', () => {
  const before = bundledNegotiation('dga-2023');
  const [first, ...rest] = before.events;
  if (first === undefined) throw new Error('the fixture has events');
  const corrected = { ...first, headline: 'A corrected headline' };
  const after = { ...before, events: [corrected, ...rest] };

  test('is refused without a reason, and nothing is stored', async () => {
    const database = await fresh('template_record');
    const log = await database.change.count();
    const more = { ...first, id: `${first.date}-more` };
    await expect(importRecord(database, [file({ ...after, events: [...after.events, more] })], { actor: 'test' })).rejects.toThrow(
      new UnexplainedCorrectionError([{ entity: 'EVENT', key: first.id }]),
    );
    expect(await database.change.count()).toBe(log);
    await importRecord(database, [file({ ...before, events: [...before.events, more] })], { actor: 'test' });
    expect(await database.change.count()).toBe(log + 1);
  });

  test('is only told by a dry run', async () => {
    const database = await fresh('template_record');
    const { facts } = await importRecord(database, [file(after)], { actor: 'test', dryRun: true });
    expect(facts).toEqual([{ kind: 'CORRECTED', entity: 'EVENT', key: first.id }]);
    expect((await database.event.findUniqueOrThrow({ where: { id: first.id } })).headline).toBe(first.headline);
  });

  test('is updated, with what it said before in the log', async () => {
    const database = await fresh('template_record');
    await importRecord(database, [file(after)], asTest);
    expect((await database.event.findUniqueOrThrow({ where: { id: first.id } })).headline).toBe('A corrected headline');
    const [last] = await database.change.findMany({ orderBy: { seq: 'desc' }, take: 1 });
    expect(last).toMatchObject({
      kind: 'CORRECTED',
      entity: 'EVENT',
      key: first.id,
      actor: 'test',
      reason: 'Why.',
      before: first,
      after: corrected,
    });
  });

  test('of every other kind is updated too, and comes out as it went in', async () => {
    const database = await fresh('template_record');
    const changed: NegotiationFile = {
      ...before,
      summary: 'Another summary.',
      demands: before.demands.map((demand) => ({ ...demand, title: `${demand.title} (new)` })).toReversed(),
      disputes: before.disputes.map((dispute) => ({ ...dispute, question: `${dispute.question} (new)` })),
      ...(before.agreement !== undefined && {
        agreement: { ...before.agreement, terms: before.agreement.terms.map((term) => ({ ...term, summary: `${term.summary} (new)` })) },
      }),
    };
    await importRecord(database, [file(changed)], asTest);
    expect((await exported(database)).get('negotiations/dga-2023.json')).toBe(canonicalNegotiationText(changed));
  });
});

describe('another version of the bundled record', () => {
  const before = bundledNegotiation('wga-2023');
  const edit = { actor: 'desk', revision: null };

  /** The folder of a version with these events of the writers' talks. */
  function version(name: string, events: NegotiationFile['events']): string {
    const path = join(folder, name);
    cpSync(bundledRecordFolder, path, { recursive: true });
    writeFileSync(join(path, 'negotiations/wga-2023.json'), canonicalNegotiationText({ ...before, events }));
    return path;
  }
  const headline = (database: Database, id: string) => database.event.findUniqueOrThrow({ where: { id }, select: { headline: true } });

  test('corrects what only it has told, says why, and leaves what the desk corrected or retracted', async () => {
    const database = await fresh('template_record');
    const [own, corrected, retracted] = ['2023-05-02-strike-begins', '2023-09-24-tentative-agreement', '2023-05-02-conover-23-percent'];
    await writeTransaction(database, (tx) => correctEntry(tx, corrected, { reason: 'Why.', headline: 'The desk has it' }, edit));
    await writeTransaction(database, (tx) => retractEntry(tx, retracted, { reason: 'Why.' }, edit));
    const ids = [own, corrected, retracted];
    const path = version(
      'second',
      before.events.map((event) => (ids.includes(event.id) ? { ...event, headline: 'The second version' } : event)),
    );
    expect(await loadBundledRecord(database, path)).toMatchObject({
      facts: [{ kind: 'CORRECTED', entity: 'EVENT', key: own }],
      left: [{ entity: 'EVENT', key: corrected }],
      retracted: 1,
    });
    expect(await headline(database, own)).toEqual({ headline: 'The second version' });
    expect(await headline(database, corrected)).toEqual({ headline: 'The desk has it' });
    expect(await database.event.findUniqueOrThrow({ where: { id: retracted } })).toMatchObject({ state: 'RETRACTED' });
    expect(await database.change.findFirst({ orderBy: { seq: 'desc' } })).toMatchObject({
      key: own,
      actor: bundledActor,
      reason: 'The record that comes with Parley was corrected.',
    });
    expect(await loadBundledRecord(database, path)).toBeNull();
  });

  test('leaves steps alone that do not fit what the desk has made of the talks', async () => {
    const database = await fresh('template_record');
    const lockout = (id: string, state: 'CALLED' | 'ENDED') => ({
      ...before.events.find((event) => event.id === '2023-05-02-strike-begins'),
      id: `${id}-lockout`,
      date: id,
      statusChanges: [{ axis: 'STOPPAGE' as const, state, stoppage: 'LOCKOUT' as const }],
    });
    const called = eventSchema.parse(lockout('2023-12-01', 'CALLED'));
    const ended = eventSchema.parse(lockout('2023-12-20', 'ENDED'));
    await loadBundledRecord(database, version('with-lockout', [...before.events, called]));
    await writeTransaction(database, (tx) =>
      correctEntry(tx, called.id, { reason: 'Why.', statusChanges: [{ axis: 'BLACKOUT', state: 'ON' }] }, edit),
    );
    const events = [...before.events, called, ended].map((event, at) => (at === 0 ? { ...event, headline: 'The third version' } : event));
    expect(await loadBundledRecord(database, version('with-end', events))).toMatchObject({
      facts: [{ kind: 'CORRECTED', entity: 'EVENT', key: before.events[0]?.id }],
      left: [
        { entity: 'EVENT', key: called.id },
        { entity: 'EVENT', key: ended.id },
      ],
    });
    await expect(loadBundledRecord(await fresh('template_empty'), version('impossible', [...before.events, ended]))).rejects.toThrow(
      InvalidRecordError,
    );
  });
});

describe('other sectors', () => {
  test('import into an empty database and come out as they went in', async () => {
    const database = await fresh('template_empty');
    const { files, problems } = readRecordFiles(fixtures);
    expect(problems).toEqual([]);
    const { facts } = await importRecord(database, files, asTest);
    expect(facts.length).toBeGreaterThan(10);
    const out = await exported(database);
    expect(out.get('negotiations/example-motors-2031.json')).toBe(
      readFileSync(join(fixtures, 'negotiations/example-motors-2031.json'), 'utf8'),
    );
    expect(out.get('negotiations/example-parcels-2031.json')).toBe(
      readFileSync(join(fixtures, 'negotiations/example-parcels-2031.json'), 'utf8'),
    );
  });
});

describe('steps that cannot have been taken', () => {
  const before = bundledNegotiation('wga-2023');
  const edited = (id: string, change: { readonly date?: string; readonly headline?: string }) => ({
    ...before,
    events: before.events.map((event) => (event.id === id ? { ...event, ...change } : event)),
  });
  const at = (id: string) => `$.events[${before.events.findIndex((event) => event.id === id)}].statusChanges[0].state`;
  const ends = '2023-09-27-strike-ends';

  test('are refused with their places, and nothing is stored', async () => {
    const database = await fresh('template_record');
    const log = await database.change.count();
    const [example] = before.events;
    if (example === undefined) throw new Error('the record has events');
    const early = {
      ...example,
      id: '2021-01-01-over',
      date: '2021-01-01',
      statusChanges: [{ axis: 'STOPPAGE', state: 'ENDED', stoppage: 'STRIKE' }],
    } satisfies typeof example;
    const attempt = importRecord(database, [file({ ...before, events: [...before.events, early] })], { ...asTest, dryRun: true });
    await expect(attempt).rejects.toMatchObject({
      problems: [
        {
          file: 'wga-2023.json',
          path: `$.events[${before.events.length}].statusChanges[0].state`,
          message: expect.stringMatching(/no STRIKE had been called/),
        },
      ],
    });
    await expect(importRecord(database, [file(edited(ends, { date: '2022-09-27' }))], asTest)).rejects.toMatchObject({
      problems: [{ path: at(ends) }],
    });
    expect(await database.change.count()).toBe(log);
  });

  test('are refused also where they are of other events, in the files or not', async () => {
    const database = await fresh('template_record');
    const log = await database.change.count();
    const called = ['2023-05-01-boards-call-strike', '2023-05-02-strike-begins'];
    const stepless = before.events.map((event) => {
      if (!called.includes(event.id)) return event;
      const { statusChanges: _, ...rest } = event;
      return rest.kind === 'STATUS' ? { ...rest, kind: 'MILESTONE' as const } : rest;
    });
    const wrong = (events: NegotiationFile['events']) => importRecord(database, [file({ ...before, events, disputes: [] })], asTest);
    await expect(wrong(stepless)).rejects.toMatchObject({
      problems: [{ path: at(ends), message: expect.stringMatching(/^no STRIKE had been called/) }],
    });
    await expect(wrong(stepless.filter(({ id }) => id !== ends))).rejects.toMatchObject({
      problems: [
        { path: '$.events', message: expect.stringMatching(/^2023-09-27-strike-ends could then not say STOPPAGE ENDED: no STRIKE/) },
      ],
    });
    expect(await database.change.count()).toBe(log);
  });

  test('are left alone where they were so before', async () => {
    const database = await fresh('template_record');
    // As a record could be left before this was refused.
    for (const id of ['2023-05-01-boards-call-strike', '2023-05-02-strike-begins'])
      await writeTransaction(database, async (tx) => {
        const event = before.events.find((one) => one.id === id);
        if (event === undefined) throw new Error(`the record has no event ${id}`);
        await retractEvent(tx, { negotiation: before.slug, event }, { actor: 'desk', reason: 'Wrong.' });
      });
    const { facts, retracted } = await importRecord(database, [file(edited(ends, { headline: 'It is over' }))], asTest);
    expect([facts.map(({ key }) => key), retracted]).toEqual([[ends], 2]);
    await expect(importRecord(database, [file(edited(ends, { date: '2023-09-28' }))], asTest)).rejects.toMatchObject({
      problems: [{ path: at(ends) }],
    });
  });
});

describe('bad input', () => {
  function written(name: string, content: string | Uint8Array): string {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  }
  const example: NegotiationFile = { ...bundledNegotiation('dga-2026'), demands: [], disputes: [], events: [] };
  const [event] = bundledNegotiation('dga-2026').events;

  test.each<[string, () => string, RegExp]>([
    ['not JSON', () => written('a.json', '{'), /^\$ .*not JSON/],
    ['not UTF-8', () => written('b.json', new Uint8Array([0xff, 0xfe, 0x41])), /^\$ .*not UTF-8/],
    ['a byte order mark', () => written('c.json', '\uFEFF{}'), /byte order mark/],
    [
      'a date that does not exist',
      () => written('d.json', JSON.stringify({ ...example, events: [{ ...event, date: '2026-02-30' }] })),
      /^\$\.events\[0\]\.date .*exists/,
    ],
    [
      'a quote that is too long',
      () =>
        written(
          'e.json',
          JSON.stringify({ ...example, events: [{ ...event, citations: [{ source: 'x', quote: 'word '.repeat(21).trim() }] }] }),
        ),
      /^\$\.events\[0\]\.citations\[0\]\.quote .*20 words/,
    ],
    [
      'an event without a citation',
      () => written('f.json', JSON.stringify({ ...example, events: [{ ...event, citations: [] }] })),
      /^\$\.events\[0\]\.citations .*no fact without a source/,
    ],
    ['an unknown field', () => written('g.json', JSON.stringify({ ...example, sumary: 'typo' })), /sumary/],
    ['a file that is not there', () => join(folder, 'nowhere.json'), /no such file/],
    [
      'an empty folder',
      () => {
        mkdirSync(join(folder, 'empty'), { recursive: true });
        return join(folder, 'empty');
      },
      /no record files/,
    ],
    [
      'a file of 200 MB',
      () => {
        const path = join(folder, 'huge.json');
        const handle = openSync(path, 'w');
        ftruncateSync(handle, 200 * 1024 * 1024);
        closeSync(handle);
        return path;
      },
      new RegExp(`at most ${largestFile}`),
    ],
  ])('%s is refused with its place and reason', (_, path, reason) => {
    const { files, problems } = readRecordFiles(path());
    expect(files).toEqual([]);
    expect(problems.map((problem) => `${problem.path} ${problem.message}`).join('\n')).toMatch(reason);
  });

  test('names that the record does not have are refused together, and nothing is stored', async () => {
    const database = await fresh('template_empty');
    const attempt = importRecord(database, [file(bundledNegotiation('dga-2026'))], asTest);
    await expect(attempt).rejects.toThrow(InvalidRecordError);
    await expect(attempt).rejects.toMatchObject({ problems: expect.arrayContaining([expect.objectContaining({ path: '$.unions[0]' })]) });
    expect([await database.event.count(), await database.change.count()]).toEqual([0, 0]);
  });
});
