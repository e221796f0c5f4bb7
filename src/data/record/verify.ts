import { z } from 'zod';
import { changeEntities } from '#domain/change/change.ts';
import { canonicalText } from '#domain/record/canonical.ts';
import type { Compose } from '#domain/release/content.ts';
import { checkChain } from '../change/chain.ts';
import { readHeldFacts } from '../change/held.ts';
import { readVersion } from '../change/read.ts';
import type { Database } from '../client.ts';
import { readReleases } from '../release/read.ts';
import { makeAgain } from '../release/write.ts';
import { type ReadTx, readTransaction } from '../transaction.ts';
import { exportRecord } from './export.ts';
import { type Fact, factsOf, factsOfRegistries } from './facts.ts';

/** The parts of a record that are held against its log. */
export const verifiedParts = ['log', 'facts', 'search', 'releases'] as const;
export type VerifiedPart = (typeof verifiedParts)[number];

/** What came of holding one part against the log. */
export interface Verification {
  readonly part: VerifiedPart;
  /** How much was looked at, in words. */
  readonly extent: string;
  /** The first thing that differs, in a sentence; null where nothing does. */
  readonly difference: string | null;
}

/** How long the whole may take, in milliseconds: a log of a million changes is read twice. */
const limitMs = 3_600_000;

/**
 * Holds the whole record against its log: the chain, the tables, what can be found, and every release. It reads one moment of the
 * database and writes nothing.
 *
 * @param compose makes the archive of a release
 * @param report told of each part when it has been looked at
 */
export async function verifyRecord(database: Database, compose: Compose, report: (verification: Verification) => void): Promise<boolean> {
  const checks: Readonly<Record<VerifiedPart, () => Promise<Omit<Verification, 'part'>>>> = {
    log: () => readTransaction(database, verifyLog, limitMs),
    facts: () => readTransaction(database, verifyFacts, limitMs),
    search: () => readTransaction(database, verifySearch, limitMs),
    releases: () => verifyReleases(database, compose),
  };
  let holds = true;
  for (const part of verifiedParts) {
    const verification = { part, ...(await checks[part]()) };
    holds &&= verification.difference === null;
    report(verification);
  }
  return holds;
}

async function verifyLog(tx: ReadTx): Promise<Omit<Verification, 'part'>> {
  const { broken, seq } = await checkChain(tx);
  return { extent: `${seq} changes`, difference: broken?.reason ?? null };
}

/** How many changes are looked at when a server starts. */
const looked = 1_000;
const headSchema = z.tuple([z.object({ unlogged: z.string().nullable() })]);

/**
 * The cheap part, for a start: the end of the chain, and that every fact that was written last stands in the tables as the log has it last.
 *
 * @returns what contradicts the log, in a sentence; null where nothing was found
 */
export async function contradictionAtStart(tx: ReadTx): Promise<string | null> {
  const version = await readVersion(tx);
  const { broken } = await checkChain(tx, Math.max(0, version - looked));
  if (broken !== null) return broken.reason;
  const [{ unlogged }] = headSchema.parse(
    await tx.$queryRaw`
      WITH latest AS (
        SELECT DISTINCT ON (c."key") c."key", c."kind" FROM "Change" c
        WHERE c."entity" = 'EVENT' AND c."seq" > ${version - looked} ORDER BY c."key", c."seq" DESC
      )
      SELECT min(l."key") AS unlogged FROM latest l LEFT JOIN "Event" e ON e."id" = l."key"
      WHERE e."id" IS NULL OR (e."state" = 'RETRACTED') <> (l."kind" = 'RETRACTED')`,
  );
  if (unlogged !== null) return `the event ${unlogged} does not stand in the tables as the log has it`;
  return version > 0 && (await tx.negotiation.count()) === 0 && (await hasNegotiations(tx))
    ? 'the log has negotiations, and the tables have none'
    : null;
}

async function hasNegotiations(tx: ReadTx): Promise<boolean> {
  return (await tx.change.findFirst({ where: { entity: 'NEGOTIATION' }, select: { seq: true } })) !== null;
}

const owned = ['NEGOTIATION', 'DEMAND', 'EVENT', 'TERM', 'DISPUTE'] as const;
const registered = changeEntities.filter((entity) => !owned.some((own) => own === entity));

/** The facts of the tables against those that the log comes to: registries, then one negotiation after the other. */
async function verifyFacts(tx: ReadTx): Promise<Omit<Verification, 'part'>> {
  const version = await readVersion(tx);
  const { registries, slugs, negotiation } = await exportRecord(tx);
  let count = 0;
  const compare = async (facts: readonly Fact[], held: Awaited<ReturnType<typeof readHeldFacts>>): Promise<string | null> => {
    count += facts.length;
    const stands = new Map(facts.map((fact) => [`${fact.entity} ${fact.key}`, canonicalText(fact.value)]));
    for (const { entity, key, value } of held) {
      const name = `${entity} ${key}`;
      const text = stands.get(name);
      if (text === undefined) return `${name} is in the log and not in the tables`;
      if (text !== canonicalText(value)) return `${name} stands otherwise in the tables than in the log`;
      stands.delete(name);
    }
    const [extra] = stands.keys();
    return extra === undefined ? null : `${extra} is in the tables and not in the log`;
  };
  const told = (difference: string | null) => ({ extent: `${count} facts`, difference });

  const difference = await compare(factsOfRegistries(registries), await readHeldFacts(tx, { version, entity: registered }));
  if (difference !== null) return told(difference);
  const known = await readHeldFacts(tx, { version, entity: ['NEGOTIATION'] });
  for (const slug of new Set([...slugs, ...known.map(({ key }) => key)])) {
    const facts = slugs.includes(slug) ? factsOf([{ file: '', kind: 'negotiation', value: await negotiation(slug) }]) : [];
    const ownDifference = await compare(facts, await readHeldFacts(tx, { version, entity: owned, negotiation: [slug] }));
    if (ownDifference !== null) return told(ownDifference);
  }
  return told(await retractedOtherwise(tx));
}

const strayedSchema = z.array(z.object({ key: z.string() }));

/** An event that is retracted in the tables or in the log alone. */
async function retractedOtherwise(tx: ReadTx): Promise<string | null> {
  const [strayed] = strayedSchema.parse(
    await tx.$queryRaw`
      SELECT coalesce(e."id", l."key") AS key
      FROM (SELECT "id" FROM "Event" WHERE "state" = 'RETRACTED') e
      FULL JOIN (SELECT "key" FROM "Change" WHERE "entity" = 'EVENT' AND "kind" = 'RETRACTED') l ON l."key" = e."id"
      WHERE e."id" IS NULL OR l."key" IS NULL LIMIT 1`,
  );
  return strayed === undefined ? null : `EVENT ${strayed.key} is retracted in one of tables and log alone`;
}

const countSchema = z.tuple([z.object({ count: z.bigint() })]);
const entrySchema = z.array(z.object({ entity: z.string(), key: z.string(), isThere: z.boolean(), isMeant: z.boolean() }));

/** What can be found against what the facts say. */
async function verifySearch(tx: ReadTx): Promise<Omit<Verification, 'part'>> {
  const [{ count }] = countSchema.parse(await tx.$queryRaw`SELECT count(*) AS count FROM "SearchEntry"`);
  const [strayed] = entrySchema.parse(
    await tx.$queryRaw`
      SELECT "entity"::text AS entity, "key", e."kind" IS NOT NULL AS "isThere", t."kind" IS NOT NULL AS "isMeant"
      FROM "SearchText" t FULL JOIN "SearchEntry" e USING ("entity", "key", "announced")
      WHERE (t."kind", t."negotiationSlug", t."date", t."day", t."since", t."until", t."major", t."title", t."passages", t."page", t."words")
        IS DISTINCT FROM (e."kind", e."negotiationSlug", e."date", e."day", e."since", e."until", e."major", e."title", e."passages", e."page", e."words")
      LIMIT 1`,
  );
  const extent = `${count} entries`;
  if (strayed === undefined) return { extent, difference: null };
  const { entity, key, isThere, isMeant } = strayed;
  if (!isThere) return { extent, difference: `${entity} ${key} cannot be found` };
  return {
    extent,
    difference: isMeant ? `${entity} ${key} is found by other words than its own` : `${entity} ${key} is found and is not there`,
  };
}

/** Every release made again against the one that was given out. */
async function verifyReleases(database: Database, compose: Compose): Promise<Omit<Verification, 'part'>> {
  const { items } = await readTransaction(database, (tx) => readReleases(tx, { limit: 10_000 }));
  for (const { id, checksum, hash, seq } of items.toReversed()) {
    const made = await makeAgain(database, id, compose);
    if (made.checksum !== checksum)
      return {
        extent: `${items.length} releases`,
        difference: `release ${id}, made again from the log, has other bytes than were given out`,
      };
    if (hash !== null && made.hash !== hash)
      return { extent: `${items.length} releases`, difference: `release ${id} is of another log: its change ${seq} had another hash` };
  }
  return { extent: `${items.length} releases`, difference: null };
}
