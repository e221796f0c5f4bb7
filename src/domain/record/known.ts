import type { HeldFact } from '../change/fold.ts';
import { type Demand, demandSchema } from '../demand/demand.ts';
import { type Event, eventSchema } from '../event/event.ts';
import { type Issue, issueSchema } from '../issue/issue.ts';
import { type Agreement, type Term, termSchema } from '../negotiation/agreement.ts';
import { type NegotiationFact, negotiationFactSchema } from '../negotiation/fact.ts';
import type { Negotiation } from '../negotiation/negotiation.ts';
import { type Person, personSchema, type Side } from '../party/party.ts';
import { type MeasureDefinition, measureDefinitionSchema } from '../position/measure.ts';
import { type Source, sourceSchema } from '../source/source.ts';
import type { TimelineFacts } from '../timeline/timeline.ts';

/** A negotiation as the record knew it at some number of the log. Its lists are in the order in which their facts were first published. */
export interface KnownNegotiation {
  readonly negotiation: Negotiation;
  readonly agreement: Agreement | null;
  readonly demands: readonly Demand[];
  readonly events: readonly Event[];
}

/** What the record knew at some number of the log, as far as it was asked for. Lists are in the order of first publication. */
export interface KnownRecord {
  /** By slug. */
  readonly negotiations: ReadonlyMap<string, KnownNegotiation>;
  readonly issues: readonly Issue[];
  readonly definitions: readonly MeasureDefinition[];
  readonly people: ReadonlyMap<string, Person>;
  readonly sources: ReadonlyMap<string, Source>;
  /** The slugs of each side's organizations. */
  readonly organizations: Readonly<Record<Side, ReadonlySet<string>>>;
}

/**
 * The facts held by the log as a record. What belongs to a negotiation that is not among them is left out.
 *
 * @throws ZodError where a fact is not in the format of the record
 */
export function knownRecord(held: Iterable<HeldFact>): KnownRecord {
  const facts = Map.groupBy(held, ({ entity }) => entity);
  const all = (entity: HeldFact['entity']) => facts.get(entity) ?? [];
  const slugs = (...entities: HeldFact['entity'][]) => new Set(entities.flatMap((entity) => all(entity).map(({ key }) => key)));
  const negotiations = all('NEGOTIATION').map(({ value }) => negotiationFactSchema.parse(value));
  const demands = owned(all('DEMAND'), (value) => demandSchema.parse(value));
  const events = owned(all('EVENT'), (value) => eventSchema.parse(value));
  const terms = owned(all('TERM'), (value) => termSchema.parse(value));
  return {
    negotiations: new Map(
      negotiations.map((fact) => [
        fact.slug,
        {
          ...partsOf(fact, terms.get(fact.slug) ?? []),
          demands: demands.get(fact.slug) ?? [],
          events: events.get(fact.slug) ?? [],
        },
      ]),
    ),
    issues: all('ISSUE').map(({ value }) => issueSchema.parse(value)),
    definitions: all('MEASURE').map(({ value }) => measureDefinitionSchema.parse(value)),
    people: new Map(all('PERSON').map(({ key, value }) => [key, personSchema.parse(value)])),
    sources: new Map(all('SOURCE').map(({ key, value }) => [key, sourceSchema.parse(value)])),
    organizations: { UNION: slugs('UNION'), EMPLOYER: slugs('ASSOCIATION', 'STUDIO') },
  };
}

function owned<Value>(facts: readonly HeldFact[], parse: (value: unknown) => Value): ReadonlyMap<string, Value[]> {
  const byNegotiation = new Map<string, Value[]>();
  for (const { negotiation, value } of facts) {
    if (negotiation === null) continue;
    const own = byNegotiation.get(negotiation);
    if (own === undefined) byNegotiation.set(negotiation, [parse(value)]);
    else own.push(parse(value));
  }
  return byNegotiation;
}

function partsOf({ agreement, gaps: _, ...negotiation }: NegotiationFact, terms: readonly Term[]) {
  return { negotiation, agreement: agreement === undefined ? null : { ...agreement, terms: [...terms] } };
}

/** What a timeline is made from, of a known record. */
export function timelineFacts({ negotiations, issues, people, organizations }: KnownRecord): TimelineFacts {
  const known = [...negotiations];
  return {
    events: known.flatMap(([negotiation, { events }]) => events.map((event) => ({ negotiation, event }))),
    issueOfDemand: new Map(known.flatMap(([slug, { demands }]) => demands.map(({ id, issue }) => [`${slug}/${id}`, issue] as const))),
    issues,
    people,
    organizations,
  };
}
