import { z } from 'zod';
import type { Term } from '#domain/negotiation/agreement.ts';
import type { NegotiationFact } from '#domain/negotiation/fact.ts';
import { inBatches } from '../batches.ts';
import { insertHeadcounts } from '../party/write.ts';
import { insertMeasures, measureRows } from '../position/write.ts';
import { citationRows, insertCitations } from '../source/write.ts';
import type { WriteTx } from '../transaction.ts';

function negotiationRow({
  slug,
  title,
  shortTitle,
  cycle,
  contract,
  timeZone,
  summary,
  association,
  predecessor,
  successor,
  gaps,
}: NegotiationFact) {
  return {
    slug,
    title,
    shortTitle,
    cycle,
    contract,
    timeZone,
    summary,
    associationSlug: association ?? null,
    predecessorSlug: predecessor ?? null,
    successorSlug: successor ?? null,
    gaps: [...(gaps ?? [])],
  };
}

async function insertParts(tx: WriteTx, negotiations: readonly NegotiationFact[]): Promise<void> {
  await inBatches(
    negotiations.flatMap(({ slug, unions }) => unions.map((unionSlug, position) => ({ negotiationSlug: slug, unionSlug, position }))),
    (data) => tx.negotiationUnion.createMany({ data }),
  );
  await inBatches(
    negotiations.flatMap(({ slug, studios = [] }) =>
      studios.map((studioSlug, position) => ({ negotiationSlug: slug, studioSlug, position })),
    ),
    (data) => tx.negotiationStudio.createMany({ data }),
  );
  await insertHeadcounts(
    tx,
    negotiations.map(({ slug, workersCovered }) => ({
      owner: { negotiationSlug: slug },
      prefix: `negotiation/${slug}`,
      headcounts: workersCovered,
    })),
  );
}

/** Inserts negotiations; rounds before and after may be among them. */
export async function insertNegotiations(tx: WriteTx, negotiations: readonly NegotiationFact[]): Promise<void> {
  await inBatches(negotiations.map(negotiationRow), (data) => tx.negotiation.createMany({ data }));
  await insertParts(tx, negotiations);
  const agreements = negotiations.flatMap(({ slug, agreement }) =>
    agreement === undefined ? [] : [{ ...agreement, negotiationSlug: slug }],
  );
  await inBatches(agreements, (data) => tx.agreement.createMany({ data }));
}

/** Puts a corrected negotiation in the place of the one with its slug. Its agreement stays while it has one, with its terms. */
export async function updateNegotiation(tx: WriteTx, negotiation: NegotiationFact): Promise<void> {
  const { slug, ...data } = negotiationRow(negotiation);
  await tx.negotiationUnion.deleteMany({ where: { negotiationSlug: slug } });
  await tx.negotiationStudio.deleteMany({ where: { negotiationSlug: slug } });
  await tx.headcount.deleteMany({ where: { negotiationSlug: slug } });
  await tx.negotiation.update({ where: { slug }, data });
  await insertParts(tx, [negotiation]);
  if (negotiation.agreement === undefined) {
    await tx.agreement.deleteMany({ where: { negotiationSlug: slug } });
    return;
  }
  const { title, effectiveOn, expiresOn, ratifiedOn } = negotiation.agreement;
  const agreement = { title, effectiveOn: effectiveOn ?? null, expiresOn: expiresOn ?? null, ratifiedOn: ratifiedOn ?? null };
  await tx.agreement.upsert({
    where: { negotiationSlug: slug },
    create: { negotiationSlug: slug, ...agreement },
    update: agreement,
  });
}

/** A term with the negotiation whose agreement it belongs to, and its place there. */
export interface OwnedTerm {
  readonly negotiation: string;
  readonly position: number;
  readonly term: Term;
}

/** Inserts terms with their numbers and citations. */
export async function insertTerms(tx: WriteTx, terms: readonly OwnedTerm[]): Promise<void> {
  await inBatches(
    terms.map(({ negotiation, position, term: { id, demand, issue, summary } }) => ({
      key: `${negotiation}/${id}`,
      negotiationSlug: negotiation,
      id,
      position,
      demandId: demand ?? null,
      issueSlug: issue,
      summary,
    })),
    (data) => tx.term.createMany({ data }),
  );
  await insertMeasures(
    tx,
    terms.flatMap(({ negotiation, term }) => measureRows({ termKey: `${negotiation}/${term.id}` }, term.measures)),
  );
  await insertCitations(
    tx,
    terms.flatMap(({ negotiation, term }) => citationRows({ termKey: `${negotiation}/${term.id}` }, term.citations)),
  );
}

/** Takes terms out, to be inserted anew as corrected. */
export async function removeTerms(tx: WriteTx, terms: readonly OwnedTerm[]): Promise<void> {
  await inBatches(
    terms.map(({ negotiation, term }) => `${negotiation}/${term.id}`),
    (batch) => tx.term.deleteMany({ where: { key: { in: batch } } }),
  );
}

const startsSchema = z.array(z.object({ slug: z.string(), startedOn: z.string().nullable(), knownFrom: z.string().nullable() }));

/**
 * Works out anew from when negotiations are on the record, after events of theirs have come or changed. Mostly that is as it was, which
 * two looks at an index tell; a row that is written has its search entries made anew.
 */
export async function refreshStart(tx: WriteTx, slugs: readonly string[]): Promise<void> {
  const moved = startsSchema.parse(
    await tx.$queryRaw`
      SELECT f.* FROM (
        SELECT n."slug",
          left((SELECT min(e."sortKey") FROM "Event" e WHERE e."negotiationSlug" = n."slug" AND e."state" = 'PUBLISHED'), 10) AS "startedOn",
          (SELECT min(e."knownFrom") FROM "Event" e WHERE e."negotiationSlug" = n."slug" AND e."state" = 'PUBLISHED') AS "knownFrom"
        FROM "Negotiation" n WHERE n."slug" = ANY (${[...slugs]}::text[])
      ) f JOIN "Negotiation" n USING ("slug")
      WHERE (f."startedOn", f."knownFrom") IS DISTINCT FROM (n."startedOn", n."knownFrom")`,
  );
  for (const { slug, startedOn, knownFrom } of moved) await tx.negotiation.update({ where: { slug }, data: { startedOn, knownFrom } });
}
