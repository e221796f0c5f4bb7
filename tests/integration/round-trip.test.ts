import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { type Database, openDatabase } from '../../src/data/client.ts';
import { exportRecord } from '../../src/data/record/export.ts';
import { type Fact, type FactEntity, factsOf, factsOfRegistries } from '../../src/data/record/facts.ts';
import { importRecord } from '../../src/data/record/import.ts';
import { readTransaction } from '../../src/data/transaction.ts';
import { demandSchema } from '../../src/domain/demand/demand.ts';
import { eventShapeSchema } from '../../src/domain/event/event.ts';
import { issueSchema } from '../../src/domain/issue/issue.ts';
import { termSchema } from '../../src/domain/negotiation/agreement.ts';
import { negotiationFactSchema } from '../../src/domain/negotiation/fact.ts';
import { employerAssociationSchema, personSchema, studioSchema, unionSchema } from '../../src/domain/party/party.ts';
import { measureDefinitionSchema } from '../../src/domain/position/measure.ts';
import { canonicalFiles, canonicalText } from '../../src/domain/record/canonical.ts';
import { negotiationFileSchema, registrySchemas } from '../../src/domain/record/record.ts';
import type { RecordFile } from '../../src/domain/record/validate.ts';
import { disputeSchema } from '../../src/domain/source/dispute.ts';
import { sourceSchema } from '../../src/domain/source/source.ts';
import { optionalPaths, schemaValue } from '../fixtures/schema-values.ts';
import { cloneDatabase } from '../setup/database.ts';

const seed = Number(process.env.TEST_SEED ?? 20_231_002);
const randomValues = 10;

/** The schema of every kind of fact, and of every kind of event. */
const schemas: readonly (readonly [FactEntity, string, z.core.$ZodType])[] = [
  ['SOURCE', 'source', sourceSchema],
  ['UNION', 'union', unionSchema],
  ['STUDIO', 'studio', studioSchema],
  ['ASSOCIATION', 'association', employerAssociationSchema],
  ['PERSON', 'person', personSchema],
  ['ISSUE', 'issue', issueSchema],
  ['MEASURE', 'measure', measureDefinitionSchema],
  ['NEGOTIATION', 'negotiation', negotiationFactSchema],
  ['DEMAND', 'demand', demandSchema],
  ['TERM', 'term', termSchema],
  ['DISPUTE', 'dispute', disputeSchema],
  ...eventShapeSchema.options.map((option) => ['EVENT', `2031-05-02-${option.shape.kind.value.toLowerCase()}`, option] as const),
];

/** What a field must hold to fit the fields beside it and the facts that every value refers to, by the last name of its path. */
const fitting: Readonly<Record<string, unknown>> = {
  ...{ source: 'base', issue: 'base', demand: 'base', speaker: 'base', parent: 'base', association: 'base', subject: 'base' },
  ...{ 'attendees[]': 'base', 'members[]': 'base', 'unions[]': 'base', 'studios[]': 'base', predecessor: 'before', successor: 'after' },
  ...{ date: '2031-05-02', endDate: '2031-05-03', announcedOn: '2031-05-01', publishedOn: '2031-05', retrievedOn: '2031-05-02' },
  ...{ asOf: '2031', from: '2029', to: '2030-06', effectiveOn: '2031-06', expiresOn: '2034-05-31', ratifiedOn: '2031-05-20' },
  ...{ opensOn: '2031-05-03', closesOn: '2031-05-04', time: '09:30', closesAt: '17:00', timeZone: 'America/Los_Angeles' },
  ...{ eligible: 1000, cast: 900, valid: 800, yes: 500, no: 300, yesPct: 62.5, turnoutPct: 90, count: 170, contractYear: 2, value: 3.5 },
  ...{ state: undefined, unit: 'PERCENT', kind: undefined },
};

let words = 0;
/** A word that stands nowhere else and that no stemmer shortens. */
function plantedWord(): string {
  words += 1;
  return `qx${[...words.toString(8).padStart(6, '0')].map((digit) => 'bcdfghjk'[Number(digit)]).join('')}q`;
}

interface Case {
  readonly name: string;
  readonly entity: FactEntity;
  readonly id: string;
  readonly isComplete: boolean;
  readonly value: unknown;
  /** The word planted in each field of text, by path. */
  readonly planted: ReadonlyMap<string, string>;
}

function caseOf(entity: FactEntity, kind: string, schema: z.core.$ZodType, how: string, isSet: (path: string) => boolean, more = ''): Case {
  const id = `${kind}-${how}`;
  const planted = new Map<string, string>();
  const leaf = (path: string, maxLength: number): unknown => {
    const last = path.split('.').at(-1) ?? path;
    if (path === 'slug' || path === 'id' || (path === 'measure' && entity === 'MEASURE')) return id;
    if (last === 'measure') return 'base';
    if (path === 'statusChanges[].state') return undefined;
    if (last === 'url') return `https://example.com/${id}`;
    if (last in fitting) return path === 'claims[].value' ? plantedWord() : fitting[last];
    if (
      [
        'act',
        'party',
        'raisedBy',
        'side',
        'status',
        'rank',
        'result',
        'purpose',
        'significance',
        'confidence',
        'axis',
        'stoppage',
      ].includes(last)
    ) {
      return last === 'confidence' ? 'REPORTED' : undefined;
    }
    const word = plantedWord();
    planted.set(path, word);
    return `${word} ${more}`.slice(0, maxLength).trim();
  };
  const value = schemaValue(schema, { isSet, leaf });
  return { name: `${kind} ${how}`, entity, id, isComplete: how === 'complete', value, planted };
}

const draws = fc.sample(
  fc.record({ bits: fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }), text: fc.stringMatching(/^[a-zA-Zéß“”€ .,'-]{1,30}$/) }),
  { seed, numRuns: randomValues },
);

const cases: readonly Case[] = schemas.flatMap(([entity, kind, schema]) => {
  const paths = [...new Set(optionalPaths(schema))];
  const isWith = (path: string, wanted: string) =>
    path === wanted ||
    wanted.startsWith(`${path}.`) ||
    wanted.startsWith(`${path}[]`) ||
    (wanted === 'vote.closesAt' && path === 'vote.closesOn');
  // Rounds before and after must say the same from their side: one negotiation alone has them.
  const isFit = (path: string, how: string) => how === 'complete' || (path !== 'predecessor' && path !== 'successor');
  const one = (how: string, isSet: (path: string) => boolean, more?: string) =>
    caseOf(entity, kind, schema, how, (path) => isFit(path, how) && (path === 'statusChanges[].stoppage' || isSet(path)), more);
  return [
    one('complete', () => true),
    ...paths.map((wanted, index) => one(`only-${index}`, (path) => isWith(path, wanted))),
    ...draws.map(({ bits, text }, index) =>
      one(
        `random-${index}`,
        (path) => bits[paths.indexOf(path)] === true || (path === 'vote.closesOn' && bits[paths.indexOf('vote.closesAt')] === true),
        text,
      ),
    ),
  ];
});

const host = 'host';
const citations = [{ source: 'base' }];
const frame = {
  ...{ title: 'Host', shortTitle: 'Host', cycle: '2031', unions: ['base'], contract: 'Contract', timeZone: 'America/Los_Angeles' },
  ...{ summary: 'Summary', demands: [], events: [], disputes: [] },
};
/** What makes a negotiation known, and so found. */
const first = (slug: string) => ({
  ...{ id: `2031-05-02-of-${slug}`, date: '2031-05-02', kind: 'MILESTONE', headline: 'Talks open', summary: 'Talks open.' },
  ...{ confidence: 'REPORTED', significance: 'MINOR', citations },
});
const base = {
  sources: [{ id: 'base', url: null, publisher: 'P', title: 'T', publishedOn: null, retrievedOn: '2031-05-01', kind: 'PRIMARY' }],
  unions: [{ slug: 'base', name: 'N', abbreviation: 'A', summary: 'S' }],
  studios: [{ slug: 'base', name: 'N', kind: 'STUDIO' }],
  associations: [{ slug: 'base', name: 'N', abbreviation: 'A', summary: 'S' }],
  people: [{ slug: 'base', name: 'N', roles: [{ organization: 'O', title: 'T', side: 'UNION' }] }],
  issues: [{ slug: 'base', title: 'T', parent: null, summary: 'S', economic: true }],
  measures: [{ measure: 'base', title: 'T', unit: 'PERCENT', summary: 'S' }],
};
const registryOf = {
  SOURCE: 'sources',
  UNION: 'unions',
  STUDIO: 'studios',
  ASSOCIATION: 'associations',
  PERSON: 'people',
  ISSUE: 'issues',
  MEASURE: 'measures',
} as const;

function valuesOf(entity: FactEntity): unknown[] {
  return cases.filter((one) => one.entity === entity).map(({ value }) => value);
}

function recordFiles(): RecordFile[] {
  const listed = (entity: keyof typeof registryOf) => [...base[registryOf[entity]], ...valuesOf(entity)];
  const negotiation = (value: unknown): RecordFile => {
    const file = negotiationFileSchema.parse(value);
    return { file: `${file.slug}.json`, kind: 'negotiation', value: file };
  };
  const demand = { id: 'base', issue: 'base', title: 'T', raisedBy: 'UNION' };
  const whole = cases.find(({ entity, isComplete }) => entity === 'NEGOTIATION' && isComplete)?.id;
  return [
    { file: 'sources.json', kind: 'sources', value: registrySchemas.sources.parse(listed('SOURCE')) },
    { file: 'unions.json', kind: 'unions', value: registrySchemas.unions.parse(listed('UNION')) },
    { file: 'studios.json', kind: 'studios', value: registrySchemas.studios.parse(listed('STUDIO')) },
    { file: 'associations.json', kind: 'associations', value: registrySchemas.associations.parse(listed('ASSOCIATION')) },
    { file: 'people.json', kind: 'people', value: registrySchemas.people.parse(listed('PERSON')) },
    { file: 'issues.json', kind: 'issues', value: registrySchemas.issues.parse(listed('ISSUE')) },
    { file: 'measures.json', kind: 'measures', value: registrySchemas.measures.parse(listed('MEASURE')) },
    negotiation({ ...frame, slug: 'before', successor: whole }),
    negotiation({ ...frame, slug: 'after', predecessor: whole }),
    negotiation({
      ...frame,
      slug: host,
      demands: [demand, ...valuesOf('DEMAND')],
      events: valuesOf('EVENT'),
      disputes: valuesOf('DISPUTE'),
      agreement: { title: 'Agreement', terms: [{ id: 'base', issue: 'base', summary: 'S', citations }, ...valuesOf('TERM')] },
    }),
    ...valuesOf('NEGOTIATION').map((value) => {
      const { agreement, ...rest } = negotiationFactSchema.parse(value);
      return negotiation({
        demands: [],
        events: [first(rest.slug)],
        disputes: [],
        ...rest,
        ...(agreement !== undefined && { agreement: { ...agreement, terms: [] } }),
      });
    }),
  ];
}

const keyOf = ({ entity, id }: Case) => `${entity} ${['DEMAND', 'TERM', 'DISPUTE'].includes(entity) ? `${host}/${id}` : id}`;

/** The paths at which two values differ, each with what was expected and what was found. */
function differences(expected: unknown, found: unknown, path = '$'): string[] {
  const [one, other] = [z.looseObject({}).safeParse(expected), z.looseObject({}).safeParse(found)];
  if (one.success && other.success)
    return [...new Set([...Object.keys(one.data), ...Object.keys(other.data)])].flatMap((key) =>
      differences(one.data[key], other.data[key], `${path}.${key}`),
    );
  if (Array.isArray(expected) && Array.isArray(found) && expected.length === found.length)
    return expected.flatMap((item, index) => differences(item, found[index], `${path}[${index}]`));
  const [before, after] = [canonicalText(expected), canonicalText(found)];
  return before === after ? [] : [`${path}: ${before} became ${after}`];
}

let database: Database;
beforeAll(async () => {
  database = openDatabase(await cloneDatabase(inject('cluster')));
  await importRecord(database, recordFiles(), { actor: 'test' });
});
afterAll(() => database.$disconnect());

function lost(found: ReadonlyMap<string, unknown>): string[] {
  return cases.flatMap((one) => differences(one.value, found.get(keyOf(one)), one.name));
}

test('what is read from the tables and written to the files is what was published', async () => {
  const exported = await readTransaction(database, async (tx) => {
    const { registries, slugs, negotiation } = await exportRecord(tx);
    const negotiations = [];
    for (const slug of slugs) negotiations.push(await negotiation(slug));
    return { ...registries, negotiations };
  });
  const byKey = (facts: readonly Fact[]) => new Map(facts.map(({ entity, key, value }) => [`${entity} ${key}`, value]));
  const { negotiations, ...registries } = exported;
  const files = negotiations.map((value): RecordFile => ({ file: '', kind: 'negotiation', value }));
  const tables = byKey([...factsOfRegistries(registries), ...factsOf(files)]);
  expect(lost(tables), `seed ${seed}`).toEqual([]);
  const texts = [...canonicalFiles(exported).entries()].filter(([name]) => name.startsWith('negotiations/'));
  const written = byKey(
    factsOf(texts.map(([name, text]) => ({ file: name, kind: 'negotiation', value: negotiationFileSchema.parse(JSON.parse(text)) }))),
  );
  for (const [key, value] of written) expect(canonicalText(value), key).toBe(canonicalText(tables.get(key)));
});

test('the last word of the log on every fact is what was published', async () => {
  const changes = await database.change.findMany({ orderBy: { seq: 'asc' } });
  expect(lost(new Map(changes.map(({ entity, key, after }) => [`${entity} ${key}`, after]))), `seed ${seed}`).toEqual([]);
});

/** Fields of text by which a fact is not found, each with the reason. */
const unsearched: Readonly<Record<string, string>> = {
  ...because('an association has no page of its own; a company is found by the one it is a member of', [
    ...['ASSOCIATION name', 'ASSOCIATION abbreviation', 'ASSOCIATION summary'],
    ...['ASSOCIATION citations[].quote', 'ASSOCIATION citations[].note'],
  ]),
  ...because('a measure is found by the terms and proposals that are told in it', ['MEASURE title', 'MEASURE summary']),
  ...because('what the whole of a negotiation says is said by its events and terms, which are found themselves', [
    ...['NEGOTIATION summary', 'NEGOTIATION agreement.title', 'NEGOTIATION gaps[]'],
  ]),
  ...because('a count of people rests on it, and nobody looks for a count by words', [
    ...['NEGOTIATION workersCovered[].basis', 'NEGOTIATION workersCovered[].citations[].quote'],
    ...['NEGOTIATION workersCovered[].citations[].note', 'UNION membership[].basis'],
    ...['UNION membership[].citations[].quote', 'UNION membership[].citations[].note'],
  ]),
  ...because('a party is found by its name and what is said of it, not by the pages that say so', [
    ...['UNION citations[].quote', 'UNION citations[].note', 'STUDIO citations[].quote', 'STUDIO citations[].note'],
    ...['PERSON citations[].quote', 'PERSON citations[].note'],
  ]),
  ...because('a note tells where in a source to look, and the source is found by itself', [
    ...['EVENT citations[].note', 'TERM citations[].note'],
  ]),
  ...because('a dispute is found by its question and what is claimed, which the quotation repeats', [
    ...['DISPUTE claims[].citations[].quote', 'DISPUTE claims[].citations[].note'],
  ]),
  ...because('it qualifies a number, and the summary beside it says it in words', [
    ...['EVENT position.moves[].scope', 'EVENT position.moves[].claimedBy', 'TERM measures[].scope', 'TERM measures[].claimedBy'],
  ]),
  ...because('how people met is said of a session, and is nothing that it is about', ['EVENT session.format']),
};

function because(reason: string, fields: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(fields.map((field) => [field, reason]));
}

test('every field of text that is not on the list of those left out is found by its words', async () => {
  const missing: string[] = [];
  for (const one of cases.filter(({ isComplete }) => isComplete))
    for (const [path, word] of one.planted) {
      // What is not known yet is not found by a reader, but its entry is ready.
      const found = await database.$queryRaw<unknown[]>`
        SELECT 1 FROM "SearchEntry" WHERE "entity"::text = ${one.entity} AND "key" LIKE ${`%${one.id}`} AND "words"::text LIKE ${`%'${word}'%`}`;
      if (found.length === 0) missing.push(`${one.entity} ${path}`);
    }
  expect([...new Set(missing)].toSorted()).toEqual(Object.keys(unsearched).toSorted());
});
