import type { NegotiationFile, RecordFiles } from '#domain/record/record.ts';
import { endOfDays } from '#domain/time/partial-date.ts';
import { demandSelect, toDemand } from '../demand/map.ts';
import { eventSelect, toEvent } from '../event/map.ts';
import { readIssues } from '../issue/read.ts';
import { agreementSelect, negotiationSelect, toAgreement, toNegotiation } from '../negotiation/map.ts';
import { associationSelect, personSelect, studioSelect, toAssociation, toPerson, toStudio, toUnion, unionSelect } from '../party/map.ts';
import { disputeSelect, toDispute, toSource } from '../source/map.ts';
import type { ReadTx } from '../transaction.ts';

const inOrder = { orderBy: { position: 'asc' } } as const;
const everyIssue = 1_000_000;

/** The registries and the negotiations of the record, one negotiation at a time so that a large record is never held whole. */
export interface RecordExport {
  readonly registries: Omit<RecordFiles, 'negotiations'>;
  readonly slugs: readonly string[];
  readonly negotiation: (slug: string) => Promise<NegotiationFile>;
}

/** The record as it stands, in the shape of its files: what was published, corrected, and not retracted. */
export async function exportRecord(tx: ReadTx): Promise<RecordExport> {
  // One after the other: a transaction is one connection, which takes one query at a time.
  const sources = await tx.source.findMany({ orderBy: { id: 'asc' } });
  const unions = await tx.union.findMany({ orderBy: { slug: 'asc' }, select: unionSelect });
  const studios = await tx.studio.findMany({ orderBy: { slug: 'asc' }, select: studioSelect });
  const associations = await tx.employerAssociation.findMany({
    orderBy: { slug: 'asc' },
    select: associationSelect,
  });
  const people = await tx.person.findMany({ orderBy: { slug: 'asc' }, select: personSelect });
  const issues = await readIssues(tx, { limit: everyIssue });
  const measures = await tx.measureDefinition.findMany({ orderBy: { measure: 'asc' } });
  const negotiations = await tx.negotiation.findMany({ orderBy: { slug: 'asc' }, select: { slug: true } });
  return {
    registries: {
      sources: sources.map(toSource),
      unions: unions.map(toUnion),
      studios: studios.map(toStudio),
      associations: associations.map(toAssociation),
      people: people.map(toPerson),
      issues: [...issues.items],
      measures,
    },
    slugs: negotiations.map(({ slug }) => slug),
    negotiation: (slug) => exportNegotiation(tx, slug),
  };
}

async function exportNegotiation(tx: ReadTx, slug: string): Promise<NegotiationFile> {
  const [row] = await tx.negotiation.findMany({
    where: { slug },
    select: {
      ...negotiationSelect,
      gaps: true,
      agreement: { select: agreementSelect },
      demands: { ...inOrder, select: demandSelect },
      disputes: { ...inOrder, select: disputeSelect },
      events: { where: { state: 'PUBLISHED' }, orderBy: [{ sortKey: 'asc' }, { id: 'asc' }], select: eventSelect },
    },
  });
  if (row === undefined) throw new Error(`there is no negotiation ${slug}`);
  return {
    ...toNegotiation(row, endOfDays),
    // The files say what was published, also of a round after that nothing is known of on any day.
    ...(row.successor !== null && { successor: row.successor.slug }),
    demands: row.demands.map(toDemand),
    events: row.events.map(toEvent),
    disputes: row.disputes.map(toDispute),
    ...(row.agreement !== null && { agreement: toAgreement(row.agreement) }),
    ...(row.gaps.length > 0 && { gaps: row.gaps }),
  };
}
