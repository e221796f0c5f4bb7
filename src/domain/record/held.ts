import type { HeldFact } from '../change/fold.ts';
import { demandSchema } from '../demand/demand.ts';
import { eventSchema } from '../event/event.ts';
import { issueSchema } from '../issue/issue.ts';
import { termSchema } from '../negotiation/agreement.ts';
import { type NegotiationFact, negotiationFactSchema } from '../negotiation/fact.ts';
import { employerAssociationSchema, personSchema, studioSchema, unionSchema } from '../party/party.ts';
import { measureDefinitionSchema } from '../position/measure.ts';
import { disputeSchema } from '../source/dispute.ts';
import { sourceSchema } from '../source/source.ts';
import { canonicalNegotiation, canonicalRegistries } from './canonical.ts';
import type { NegotiationFile, RecordFiles } from './record.ts';

/**
 * The facts held by the log as the files of a record in canonical form. Lists whose order is the editors' are in the order in which their
 * facts were first published, because the log knows no other: the same log always gives the same files.
 *
 * @throws ZodError where a fact is not in the format of the record
 */
export function recordFilesOf(held: Iterable<HeldFact>): RecordFiles {
  const facts = Map.groupBy(held, ({ entity }) => entity);
  const all = (entity: HeldFact['entity']) => facts.get(entity) ?? [];
  const values = <Value>(entity: HeldFact['entity'], schema: { parse(value: unknown): Value }) =>
    all(entity).map(({ value }) => schema.parse(value));
  const negotiations = values('NEGOTIATION', negotiationFactSchema).toSorted((one, other) => (one.slug < other.slug ? -1 : 1));
  const owned = Map.groupBy(
    (['DEMAND', 'EVENT', 'TERM', 'DISPUTE'] as const).flatMap((entity) => all(entity)),
    ({ negotiation }) => negotiation,
  );
  return {
    ...canonicalRegistries({
      associations: values('ASSOCIATION', employerAssociationSchema),
      issues: values('ISSUE', issueSchema),
      measures: values('MEASURE', measureDefinitionSchema),
      people: values('PERSON', personSchema),
      sources: values('SOURCE', sourceSchema),
      studios: values('STUDIO', studioSchema),
      unions: values('UNION', unionSchema),
    }),
    negotiations: negotiations.map((fact) => canonicalNegotiation(negotiationFileOf(fact, owned.get(fact.slug) ?? []))),
  };
}

function negotiationFileOf({ agreement, gaps, ...frame }: NegotiationFact, owned: readonly HeldFact[]): NegotiationFile {
  const facts = Map.groupBy(owned, ({ entity }) => entity);
  const values = <Value>(entity: HeldFact['entity'], schema: { parse(value: unknown): Value }) =>
    (facts.get(entity) ?? []).map(({ value }) => schema.parse(value));
  return {
    ...frame,
    demands: values('DEMAND', demandSchema),
    events: values('EVENT', eventSchema),
    disputes: values('DISPUTE', disputeSchema),
    ...(agreement !== undefined && { agreement: { ...agreement, terms: values('TERM', termSchema) } }),
    ...(gaps !== undefined && { gaps }),
  };
}
