import { z } from 'zod';
import { canonicalText } from '#domain/record/canonical.ts';
import { type KnownNames, type Problem, type RecordFile, validateRecord } from '#domain/record/validate.ts';
import { inBatches } from '../batches.ts';
import { appendChanges, type ChangeToAppend, lockLog } from '../change/write.ts';
import type { Database } from '../client.ts';
import { insertDemands, updateDemand } from '../demand/write.ts';
import { insertEvents, removeEvents } from '../event/write.ts';
import { insertIssues, updateIssue } from '../issue/write.ts';
import { insertNegotiations, insertTerms, refreshStart, removeTerms, updateNegotiation } from '../negotiation/write.ts';
import {
  insertAssociations,
  insertPeople,
  insertStudios,
  insertUnions,
  updateAssociation,
  updatePerson,
  updateStudio,
  updateUnion,
} from '../party/write.ts';
import { insertMeasureDefinitions, updateMeasureDefinition } from '../registry/write.ts';
import { insertDisputes, insertSources, removeDisputes, updateSource } from '../source/write.ts';
import { type ReadTx, readTransaction, type WriteTx, writeTransaction } from '../transaction.ts';
import { type Fact, type FactEntity, type FactOf, factsOf } from './facts.ts';
import { toJson } from './json.ts';

const publishedSchema = z.array(z.object({ entity: z.string(), key: z.string(), after: z.unknown() }));

/** One fact that an import publishes or corrects. */
export interface ImportedFact {
  readonly kind: 'PUBLISHED' | 'CORRECTED';
  readonly entity: FactEntity;
  readonly key: string;
}

/** What an import did, or with `dryRun` would do. */
export interface ImportResult {
  readonly facts: readonly ImportedFact[];
  readonly unchanged: number;
}

/** Record files that cannot be loaded, with every problem found. */
export class InvalidRecordError extends Error {
  override readonly name = 'InvalidRecordError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(`${problems.length} ${problems.length === 1 ? 'problem' : 'problems'} in the record files`);
    this.problems = problems;
  }
}

/**
 * Loads record files: all of them or nothing, in one transaction. A fact that is new is published, one that differs from what the log
 * last held is corrected, and both go to the log; one that is the same is left alone, as is every fact that the files leave out.
 *
 * @throws InvalidRecordError when the files do not fit together or the record; nothing is stored
 */
export async function importRecord(
  database: Database,
  files: readonly RecordFile[],
  { actor, dryRun = false }: { readonly actor: string; readonly dryRun?: boolean },
): Promise<ImportResult> {
  const facts = factsOf(files);
  const check = async (tx: ReadTx) => {
    const problems = validateRecord(files, await knownNames(tx, facts));
    if (problems.length > 0) throw new InvalidRecordError(problems);
    return sortOut(tx, facts);
  };
  if (dryRun) return resultOf(await readTransaction(database, check));
  return writeTransaction(database, async (tx) => {
    await lockLog(tx);
    const sorted = await check(tx);
    await write(tx, facts, sorted, actor);
    return resultOf(sorted);
  });
}

interface Sorted {
  readonly fresh: readonly Fact[];
  readonly changed: readonly { readonly fact: Fact; readonly before: unknown }[];
  readonly unchanged: number;
}

function resultOf({ fresh, changed, unchanged }: Sorted): ImportResult {
  return {
    facts: [
      ...fresh.map(({ entity, key }) => ({ kind: 'PUBLISHED' as const, entity, key })),
      ...changed.map(({ fact: { entity, key } }) => ({ kind: 'CORRECTED' as const, entity, key })),
    ],
    unchanged,
  };
}

/** The names that the record holds already and that these facts may refer to. */
async function knownNames(tx: ReadTx, facts: readonly Fact[]): Promise<KnownNames> {
  const slug = { select: { slug: true } } as const;
  // One after the other: a transaction is one connection, which takes one query at a time.
  const sources = await tx.source.findMany({ select: { id: true } });
  const unions = await tx.union.findMany(slug);
  const associations = await tx.employerAssociation.findMany(slug);
  const studios = await tx.studio.findMany(slug);
  const people = await tx.person.findMany(slug);
  const issues = await tx.issue.findMany(slug);
  const measures = await tx.measureDefinition.findMany({ select: { measure: true, unit: true } });
  const negotiations = await tx.negotiation.findMany({ select: { slug: true, predecessorSlug: true, successorSlug: true } });
  const events = new Map<string, string>();
  await inBatches(ofEntity(facts, 'EVENT'), async (batch) => {
    const rows = await tx.event.findMany({
      where: { id: { in: batch.map(({ key }) => key) } },
      select: { id: true, negotiationSlug: true },
    });
    for (const row of rows) events.set(row.id, row.negotiationSlug);
  });
  const slugs = (rows: readonly { readonly slug: string }[]) => new Set(rows.map((row) => row.slug));
  return {
    sources: new Set(sources.map(({ id }) => id)),
    unions: slugs(unions),
    associations: slugs(associations),
    studios: slugs(studios),
    people: slugs(people),
    issues: slugs(issues),
    measures: new Map(measures.map(({ measure, unit }) => [measure, unit])),
    negotiations: new Map(
      negotiations.map(({ slug: name, predecessorSlug, successorSlug }) => [
        name,
        { predecessor: predecessorSlug, successor: successorSlug },
      ]),
    ),
    events,
  };
}

/** Holds the facts against the log: which are new, which differ from what was last published, how many are the same. */
async function sortOut(tx: ReadTx, facts: readonly Fact[]): Promise<Sorted> {
  const published = new Map<string, unknown>();
  await inBatches(facts, async (batch) => {
    const rows = await tx.$queryRaw`
      SELECT DISTINCT ON (c."entity", c."key") c."entity"::text AS "entity", c."key", c."after"
      FROM "Change" c
      JOIN unnest(${batch.map(({ entity }) => entity)}::text[], ${batch.map(({ key }) => key)}::text[]) AS f("entity", "key")
        ON c."entity" = f."entity"::"ChangeEntity" AND c."key" = f."key"
      ORDER BY c."entity", c."key", c."seq" DESC`;
    for (const { entity, key, after } of publishedSchema.parse(rows)) if (after !== null) published.set(`${entity} ${key}`, after);
  });
  const fresh: Fact[] = [];
  const changed: { fact: Fact; before: unknown }[] = [];
  let unchanged = 0;
  for (const fact of facts) {
    const before = published.get(`${fact.entity} ${fact.key}`);
    if (before === undefined) fresh.push(fact);
    else if (canonicalText(before) !== canonicalText(fact.value)) changed.push({ fact, before });
    else unchanged += 1;
  }
  return { fresh, changed, unchanged };
}

function ofEntity<Entity extends FactEntity>(facts: readonly Fact[], entity: Entity): FactOf<Entity>[] {
  const is = (fact: Fact): fact is Fact & FactOf<Entity> => fact.entity === entity;
  return facts.filter(is);
}

/** A fact that belongs to a negotiation, with that negotiation's slug. */
function owned<Entity extends 'DEMAND' | 'EVENT' | 'TERM' | 'DISPUTE'>({ negotiation, position, value }: FactOf<Entity>) {
  if (negotiation === null) throw new Error('a demand, event, term or dispute belongs to a negotiation');
  return { negotiation, position, value };
}

const ownedDemand = (fact: FactOf<'DEMAND'>) => ({ ...owned(fact), demand: fact.value });
const ownedEvent = (fact: FactOf<'EVENT'>) => ({ ...owned(fact), event: fact.value });
const ownedTerm = (fact: FactOf<'TERM'>) => ({ ...owned(fact), term: fact.value });
const ownedDispute = (fact: FactOf<'DISPUTE'>) => ({ ...owned(fact), dispute: fact.value });
const factValue = <Value>({ value }: { readonly value: Value }) => value;

async function write(tx: WriteTx, facts: readonly Fact[], { fresh, changed }: Sorted, actor: string): Promise<void> {
  const corrected = changed.map(({ fact }) => fact);
  const added = <Entity extends FactEntity>(entity: Entity) => ofEntity(fresh, entity);
  const altered = <Entity extends FactEntity>(entity: Entity) => ofEntity(corrected, entity);

  await insertSources(tx, added('SOURCE').map(factValue));
  for (const { value } of altered('SOURCE')) await updateSource(tx, value);
  await insertUnions(tx, added('UNION').map(factValue));
  for (const { value } of altered('UNION')) await updateUnion(tx, value);
  await insertStudios(tx, added('STUDIO').map(factValue));
  for (const { value } of altered('STUDIO')) await updateStudio(tx, value);
  await insertAssociations(tx, added('ASSOCIATION').map(factValue));
  for (const { value } of altered('ASSOCIATION')) await updateAssociation(tx, value);
  await insertPeople(tx, added('PERSON').map(factValue));
  for (const { value } of altered('PERSON')) await updatePerson(tx, value);
  await insertIssues(
    tx,
    added('ISSUE').map(({ position, value }) => ({ position, issue: value })),
  );
  for (const { value } of altered('ISSUE')) await updateIssue(tx, value);
  await insertMeasureDefinitions(tx, added('MEASURE').map(factValue));
  for (const { value } of altered('MEASURE')) await updateMeasureDefinition(tx, value);
  await insertNegotiations(tx, added('NEGOTIATION').map(factValue));
  for (const { value } of altered('NEGOTIATION')) await updateNegotiation(tx, value);
  await insertDemands(tx, added('DEMAND').map(ownedDemand));
  for (const demand of altered('DEMAND').map(ownedDemand)) await updateDemand(tx, demand);

  await removeEvents(
    tx,
    altered('EVENT').map(({ key }) => key),
  );
  const events = [...added('EVENT'), ...altered('EVENT')].map(ownedEvent);
  await insertEvents(tx, events);
  await refreshStart(tx, [...new Set(events.map(({ negotiation }) => negotiation))]);
  await removeTerms(tx, altered('TERM').map(ownedTerm));
  await insertTerms(tx, [...added('TERM'), ...altered('TERM')].map(ownedTerm));
  await removeDisputes(tx, altered('DISPUTE').map(ownedDispute));
  await insertDisputes(tx, [...added('DISPUTE'), ...altered('DISPUTE')].map(ownedDispute));
  await place(tx, facts);

  const log: ChangeToAppend[] = [
    ...fresh.map(({ entity, key, negotiation, value }) => ({
      kind: 'PUBLISHED' as const,
      entity,
      key,
      negotiation,
      before: null,
      after: toJson(value),
      reason: null,
    })),
    ...changed.map(({ fact: { entity, key, negotiation, value }, before }) => ({
      kind: 'CORRECTED' as const,
      entity,
      key,
      negotiation,
      before: toJson(before),
      after: toJson(value),
      reason: null,
    })),
  ];
  await appendChanges(tx, log, actor);
}

/** Puts the lists whose order is the editors' in the order of the files. The order of a list is no fact, so it is not in the log. */
async function place(tx: WriteTx, facts: readonly Fact[]): Promise<void> {
  const columns = (entity: FactEntity) => {
    const some = ofEntity(facts, entity);
    return [some.map(({ key }) => key), some.map(({ position }) => position)] as const;
  };
  const [issues, issuePlaces] = columns('ISSUE');
  await tx.$executeRaw`
    UPDATE "Issue" i SET "position" = p."position" FROM unnest(${issues}::text[], ${issuePlaces}::int[]) AS p("key", "position")
    WHERE i."slug" = p."key" AND i."position" <> p."position"`;
  const [demands, demandPlaces] = columns('DEMAND');
  await tx.$executeRaw`
    UPDATE "Demand" d SET "position" = p."position" FROM unnest(${demands}::text[], ${demandPlaces}::int[]) AS p("key", "position")
    WHERE d."negotiationSlug" = split_part(p."key", '/', 1) AND d."id" = split_part(p."key", '/', 2) AND d."position" <> p."position"`;
  const [terms, termPlaces] = columns('TERM');
  await tx.$executeRaw`
    UPDATE "Term" t SET "position" = p."position" FROM unnest(${terms}::text[], ${termPlaces}::int[]) AS p("key", "position")
    WHERE t."key" = p."key" AND t."position" <> p."position"`;
  const [disputes, disputePlaces] = columns('DISPUTE');
  await tx.$executeRaw`
    UPDATE "Dispute" d SET "position" = p."position" FROM unnest(${disputes}::text[], ${disputePlaces}::int[]) AS p("key", "position")
    WHERE d."negotiationSlug" = split_part(p."key", '/', 1) AND d."id" = split_part(p."key", '/', 2) AND d."position" <> p."position"`;
}
