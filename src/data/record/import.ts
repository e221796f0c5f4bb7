import { z } from 'zod';
import { hasSameSteps, impossibleStepsIn, type StepsOnRecord } from '#domain/record/steps.ts';
import { type KnownNames, type Problem, type RecordFile, validateRecord } from '#domain/record/validate.ts';
import { inBatches } from '../batches.ts';
import { logTransaction } from '../change/write.ts';
import type { Database } from '../client.ts';
import { readSteps } from '../event/read.ts';
import { type ReadTx, readTransaction, type WriteTx } from '../transaction.ts';
import { type Fact, type FactEntity, factsOf } from './facts.ts';
import { ofEntity, publishFacts, type Sorted, sortOut } from './publish.ts';

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
  /** Facts of the files that were retracted before. They stay retracted. */
  readonly retracted: number;
  /** Facts that the files would change and that are left as they are: see {@link ImportOptions.onlyOwn}. */
  readonly left: readonly Pick<Fact, 'entity' | 'key'>[];
}

/** Who imports, why facts are corrected, and how. */
export interface ImportOptions {
  readonly actor: string;
  readonly reason?: string;
  readonly dryRun?: boolean;
  /**
   * Whether facts are left as they are where somebody else had the last word on them, and the steps of a negotiation where they do not fit
   * what others have made of it since.
   */
  readonly onlyOwn?: boolean;
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

/** An import that would correct facts on record without saying why. */
export class UnexplainedCorrectionError extends Error {
  override readonly name = 'UnexplainedCorrectionError';

  constructor(corrected: readonly Pick<Fact, 'entity' | 'key'>[]) {
    const named = corrected.slice(0, 5).map(({ entity, key }) => `${entity} ${key}`);
    const facts = corrected.length === 1 ? 'a fact on record would be corrected' : `${corrected.length} facts on record would be corrected`;
    super(`${facts}, which needs a reason: ${named.join(', ')}${corrected.length > named.length ? ', …' : ''}`);
  }
}

/**
 * Loads record files: all of them or nothing, in one transaction. A fact that is new is published, one that differs from what the log
 * last held is corrected, and both go to the log; one that is the same is left alone, as is every fact that the files leave out. One that
 * was retracted stays retracted.
 *
 * @throws InvalidRecordError when the files do not fit together or the record; nothing is stored
 * @throws UnexplainedCorrectionError when a fact would be corrected without a reason; nothing is stored
 */
export async function importRecord(
  database: Database,
  files: readonly RecordFile[],
  { actor, reason, dryRun = false, onlyOwn = false }: ImportOptions,
): Promise<ImportResult> {
  const facts = factsOf(files);
  const check = async (tx: ReadTx): Promise<Imported> => {
    const problems = validateRecord(files, await knownNames(tx, facts));
    if (problems.length > 0) throw new InvalidRecordError(problems);
    const all: Imported = { ...(await sortOut(tx, facts)), left: [] };
    const imported = onlyOwn ? await ownPart(tx, files, all, actor) : all;
    const impossible = impossibleStepsIn(files, await stepsOnRecord(tx, imported));
    if (impossible.length > 0) throw new InvalidRecordError(impossible);
    return imported;
  };
  if (dryRun) return resultOf(await readTransaction(database, check));
  return logTransaction(database, async (tx) => {
    const imported = await check(tx);
    if (reason === undefined && imported.changed.length > 0) throw new UnexplainedCorrectionError(imported.changed.map(({ fact }) => fact));
    await publishFacts(tx, imported, { actor, reason: reason ?? null });
    await place(tx, facts);
    return resultOf(imported);
  });
}

/** Facts as they are to be put on record, and those that are left as they are. */
interface Imported extends Sorted {
  readonly left: readonly Fact[];
}

function leave({ fresh, changed, left, ...rest }: Imported, isLeft: (fact: Fact, lastActor: string | null) => boolean): Imported {
  return {
    ...rest,
    fresh: fresh.filter((fact) => !isLeft(fact, null)),
    changed: changed.filter(({ fact, actor }) => !isLeft(fact, actor)),
    left: [
      ...left,
      ...fresh.filter((fact) => isLeft(fact, null)),
      ...changed.filter(({ fact, actor }) => isLeft(fact, actor)).map(({ fact }) => fact),
    ],
  };
}

/** What an import may do that leaves alone what others have made of the record since: see {@link ImportOptions.onlyOwn}. */
async function ownPart(tx: ReadTx, files: readonly RecordFile[], all: Imported, actor: string): Promise<Imported> {
  const own = leave(all, (_, lastActor) => lastActor !== null && lastActor !== actor);
  const steps = await stepsOnRecord(tx, own);
  const isNew = new Set(ofEntity(own.fresh, 'NEGOTIATION').map(({ key }) => key));
  const unfit = new Set(
    files.flatMap((file) =>
      file.kind === 'negotiation' && !isNew.has(file.value.slug) && impossibleStepsIn([file], steps).length > 0 ? [file.value.slug] : [],
    ),
  );
  return leave(own, ({ entity, key, negotiation }) => entity === 'EVENT' && unfit.has(negotiation ?? '') && steps.isMoved(key));
}

function resultOf({ fresh, changed, retracted, unchanged, left }: Imported): ImportResult {
  return {
    facts: [
      ...fresh.map(({ entity, key }) => ({ kind: 'PUBLISHED' as const, entity, key })),
      ...changed.map(({ fact: { entity, key } }) => ({ kind: 'CORRECTED' as const, entity, key })),
    ],
    unchanged,
    retracted: retracted.length,
    left: left.map(({ entity, key }) => ({ entity, key })),
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

async function stepsOnRecord(tx: ReadTx, { fresh, changed, retracted, left }: Imported): Promise<StepsOnRecord> {
  const corrected = changed.filter(({ fact, before }) => {
    const was = z.looseObject({}).safeParse(before);
    return fact.entity === 'EVENT' && !(was.success && hasSameSteps(was.data, { ...fact.value }));
  });
  const moved = [
    ...ofEntity(fresh, 'EVENT').filter(({ value }) => value.statusChanges !== undefined),
    ...corrected.map(({ fact }) => fact),
  ];
  const isMoved = new Set(moved.map(({ key }) => key));
  const isLeft = new Set(ofEntity([...retracted, ...left], 'EVENT').map(({ key }) => key));
  return {
    isMoved: (event) => isMoved.has(event),
    isLeft: (event) => isLeft.has(event),
    onRecord: await readSteps(tx, [...new Set(moved.flatMap(({ negotiation }) => negotiation ?? []))]),
  };
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
