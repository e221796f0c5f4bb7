import type { Demand } from '#domain/demand/demand.ts';
import type { Event } from '#domain/event/event.ts';
import type { Issue } from '#domain/issue/issue.ts';
import type { Term } from '#domain/negotiation/agreement.ts';
import type { NegotiationFact } from '#domain/negotiation/fact.ts';
import type { EmployerAssociation, Person, Studio, Union } from '#domain/party/party.ts';
import type { MeasureDefinition } from '#domain/position/measure.ts';
import type { RecordFiles } from '#domain/record/record.ts';
import type { RecordFile } from '#domain/record/validate.ts';
import type { Dispute } from '#domain/source/dispute.ts';
import type { Source } from '#domain/source/source.ts';

/** The facts of the record, each the unit that is published, corrected or retracted. */
interface FactValues {
  SOURCE: Source;
  UNION: Union;
  STUDIO: Studio;
  ASSOCIATION: EmployerAssociation;
  PERSON: Person;
  ISSUE: Issue;
  MEASURE: MeasureDefinition;
  NEGOTIATION: NegotiationFact;
  DEMAND: Demand;
  EVENT: Event;
  TERM: Term;
  DISPUTE: Dispute;
}
export type FactEntity = keyof FactValues;

/** One fact with its name in the log. `position` is its place in its list, where the order of the list is the editors'. */
export interface FactOf<Entity extends FactEntity> {
  readonly entity: Entity;
  /** The slug or id; of demands, terms and disputes negotiation/id. */
  readonly key: string;
  readonly negotiation: string | null;
  readonly position: number;
  readonly value: FactValues[Entity];
}
export type Fact = { [Entity in FactEntity]: FactOf<Entity> }[FactEntity];

/** Takes record files apart into their facts. */
export function factsOf(files: readonly RecordFile[]): Fact[] {
  return files.flatMap(factsOfFile);
}

/** The facts that no negotiation owns. */
export function factsOfRegistries(registries: Omit<RecordFiles, 'negotiations'>): Fact[] {
  const { sources, unions, studios, associations, people, issues, measures } = registries;
  return factsOf([
    { file: '', kind: 'sources', value: sources },
    { file: '', kind: 'unions', value: unions },
    { file: '', kind: 'studios', value: studios },
    { file: '', kind: 'associations', value: associations },
    { file: '', kind: 'people', value: people },
    { file: '', kind: 'issues', value: issues },
    { file: '', kind: 'measures', value: measures },
  ]);
}

function factsOfFile(file: RecordFile): Fact[] {
  const registry = { negotiation: null } as const;
  switch (file.kind) {
    case 'sources':
      return file.value.map((value, position) => ({ entity: 'SOURCE', key: value.id, ...registry, position, value }));
    case 'unions':
      return file.value.map((value, position) => ({ entity: 'UNION', key: value.slug, ...registry, position, value }));
    case 'studios':
      return file.value.map((value, position) => ({ entity: 'STUDIO', key: value.slug, ...registry, position, value }));
    case 'associations':
      return file.value.map((value, position) => ({ entity: 'ASSOCIATION', key: value.slug, ...registry, position, value }));
    case 'people':
      return file.value.map((value, position) => ({ entity: 'PERSON', key: value.slug, ...registry, position, value }));
    case 'issues':
      return file.value.map((value, position) => ({ entity: 'ISSUE', key: value.slug, ...registry, position, value }));
    case 'measures':
      return file.value.map((value, position) => ({ entity: 'MEASURE', key: value.measure, ...registry, position, value }));
    case 'negotiation': {
      const { demands, events, disputes, agreement, gaps, ...frame } = file.value;
      const { terms = [], ...header } = agreement ?? {};
      const negotiation = frame.slug;
      const value: NegotiationFact = {
        ...frame,
        ...(agreement !== undefined && { agreement: { ...header, title: agreement.title } }),
        ...(gaps !== undefined && gaps.length > 0 && { gaps }),
      };
      const own = (id: string) => ({ key: `${negotiation}/${id}`, negotiation });
      return [
        { entity: 'NEGOTIATION', key: negotiation, negotiation, position: 0, value },
        ...demands.map((demand, position): Fact => ({ entity: 'DEMAND', ...own(demand.id), position, value: demand })),
        ...events.map((event, position): Fact => ({ entity: 'EVENT', key: event.id, negotiation, position, value: event })),
        ...terms.map((term, position): Fact => ({ entity: 'TERM', ...own(term.id), position, value: term })),
        ...disputes.map((dispute, position): Fact => ({ entity: 'DISPUTE', ...own(dispute.id), position, value: dispute })),
      ];
    }
  }
}
