import { z } from 'zod';
import { changeSchema } from '#domain/change/change.ts';
import { correctedFields } from '#domain/change/difference.ts';
import { demandSchema } from '#domain/demand/demand.ts';
import { type Event, eventFrameSchema } from '#domain/event/event.ts';
import { axisStates, type StatusChange, stoppageKindSchema } from '#domain/event/status-change.ts';
import { issueSchema } from '#domain/issue/issue.ts';
import { agreementSchema, termSchema } from '#domain/negotiation/agreement.ts';
import { gapsSchema, negotiationFrame } from '#domain/negotiation/negotiation.ts';
import { employerAssociationSchema, headcountSchema, personSchema, roleSchema, studioSchema, unionSchema } from '#domain/party/party.ts';
import { type Measure, measureDefinitionSchema, measureSchema } from '#domain/position/measure.ts';
import { positionSchema } from '#domain/position/position.ts';
import type { NegotiationFile } from '#domain/record/record.ts';
import type { ReleaseContent } from '#domain/release/content.ts';
import { bargainingSessionSchema } from '#domain/session/session.ts';
import { claimSchema, disputeSchema } from '#domain/source/dispute.ts';
import { type Citation, citationSchema, sourceSchema } from '#domain/source/source.ts';
import { statementSchema } from '#domain/statement/statement.ts';
import { voteSchema } from '#domain/vote/vote.ts';
import { column, columnsOf, type ForeignKey, type Table, table } from './table.ts';

const itself = <Row>(row: Row) => row;

/** A row that is named within its negotiation. */
interface Owned {
  readonly negotiation: string;
}
const negotiationField = negotiationFrame.slug.meta({ description: 'The negotiation that it belongs to.' });
const negotiationColumn = column<Owned>('negotiation', negotiationField, ({ negotiation }) => negotiation);

/** A row that is about an event. */
interface OfEvent {
  readonly event: Pick<Event, 'id'>;
}
const eventField = eventFrameSchema.shape.id.meta({ description: 'The event that it is part of.' });
const eventColumn = column<OfEvent>('event', eventField, ({ event }) => event.id);

const to = (field: string, name: string, key: string): ForeignKey => ({ fields: [field], table: name, to: [key] });
const ofNegotiation = to('negotiation', 'negotiations', 'slug');
const ofEvent = to('event', 'events', 'id');
const within = (field: string, name: string): ForeignKey => ({ fields: ['negotiation', field], table: name, to: ['negotiation', 'id'] });

/** Everything of one kind in all negotiations, each with the slug of its own. */
function inAll<Item extends object>(
  items: (negotiation: NegotiationFile) => readonly Item[],
): (content: ReleaseContent) => readonly (Item & Owned)[] {
  return ({ record }) =>
    record.negotiations.flatMap((negotiation) => items(negotiation).map((item) => ({ ...item, negotiation: negotiation.slug })));
}

const numbered = z.int().min(1).meta({ description: 'Its place among those of the same thing, from 1.' });

const measureColumns = columnsOf(measureSchema.shape, itself<Measure>, [
  'measure',
  'value',
  'unit',
  'contractYear',
  'scope',
  'effectiveOn',
  'claimedBy',
]);

const registries: readonly Table[] = [
  table(
    {
      name: 'sources',
      description: 'A page that facts were read on.',
      primaryKey: ['id'],
      rows: ({ record }) => record.sources,
    },
    (columns) => columns.of(sourceSchema.shape, itself, ['id', 'url', 'publisher', 'title', 'publishedOn', 'retrievedOn', 'kind', 'note']),
  ),
  table(
    {
      name: 'unions',
      description: 'An organization of workers that bargains for them.',
      primaryKey: ['slug'],
      rows: ({ record }) => record.unions,
    },
    (columns) => columns.of(unionSchema.shape, itself, ['slug', 'name', 'abbreviation', 'summary']),
  ),
  table(
    {
      name: 'studios',
      description: 'A company on the employers’ side.',
      primaryKey: ['slug'],
      foreignKeys: [to('parent', 'studios', 'slug')],
      rows: ({ record }) => record.studios,
    },
    (columns) => columns.of(studioSchema.shape, itself, ['slug', 'name', 'kind', 'parent', 'summary']),
  ),
  table(
    {
      name: 'associations',
      description: 'Employers that bargain together.',
      primaryKey: ['slug'],
      rows: ({ record }) => record.associations,
    },
    (columns) => columns.of(employerAssociationSchema.shape, itself, ['slug', 'name', 'abbreviation', 'summary']),
  ),
  table(
    {
      name: 'association_members',
      description: 'A company that an association bargains for.',
      primaryKey: ['association', 'studio'],
      foreignKeys: [to('association', 'associations', 'slug'), to('studio', 'studios', 'slug')],
      rows: ({ record }) =>
        record.associations.flatMap(({ slug, members = [] }) => members.map((studio) => ({ association: slug, studio }))),
    },
    (columns) => [
      columns.one('association', employerAssociationSchema.shape.slug, ({ association }) => association),
      columns.one('studio', employerAssociationSchema.shape.members.unwrap().element, ({ studio }) => studio),
    ],
  ),
  table(
    {
      name: 'people',
      description: 'Somebody who bargained, spoke or decided.',
      primaryKey: ['slug'],
      rows: ({ record }) => record.people,
    },
    (columns) => columns.of(personSchema.shape, itself, ['slug', 'name']),
  ),
  table(
    {
      name: 'roles',
      description: 'An office that somebody held.',
      foreignKeys: [to('person', 'people', 'slug')],
      rows: ({ record }) => record.people.flatMap(({ slug, roles }) => roles.map((role) => ({ person: slug, role }))),
    },
    (columns) => [
      columns.one('person', personSchema.shape.slug, ({ person }) => person),
      ...columns.of(roleSchema.shape, ({ role }) => role, ['organization', 'title', 'side', 'from', 'to']),
    ],
  ),
  table(
    {
      name: 'issues',
      description: 'A subject of bargaining, in the order of the rows of a comparison.',
      primaryKey: ['slug'],
      foreignKeys: [to('parent', 'issues', 'slug')],
      rows: ({ record }) => record.issues,
    },
    (columns) => columns.of(issueSchema.shape, itself, ['slug', 'title', 'parent', 'summary', 'economic']),
  ),
  table(
    {
      name: 'measures',
      description: 'A name that numbers are told under, the same in every negotiation.',
      primaryKey: ['measure'],
      rows: ({ record }) => record.measures,
    },
    (columns) => columns.of(measureDefinitionSchema.shape, itself, ['measure', 'title', 'unit', 'summary']),
  ),
];

const negotiations: readonly Table[] = [
  table(
    {
      name: 'negotiations',
      description: 'Unions and employers over one contract in one cycle.',
      primaryKey: ['slug'],
      foreignKeys: [
        to('association', 'associations', 'slug'),
        to('predecessor', 'negotiations', 'slug'),
        to('successor', 'negotiations', 'slug'),
      ],
      rows: ({ record }) => record.negotiations,
    },
    (columns) =>
      columns.of(negotiationFrame, itself, [
        'slug',
        'title',
        'shortTitle',
        'cycle',
        'association',
        'contract',
        'timeZone',
        'summary',
        'predecessor',
        'successor',
      ]),
  ),
  table(
    {
      name: 'negotiation_unions',
      description: 'A union that bargains in a negotiation.',
      primaryKey: ['negotiation', 'union'],
      foreignKeys: [ofNegotiation, to('union', 'unions', 'slug')],
      rows: inAll(({ unions }) => unions.map((union) => ({ union }))),
    },
    (columns) => [negotiationColumn, columns.one('union', negotiationFrame.unions.element, ({ union }) => union)],
  ),
  table(
    {
      name: 'negotiation_studios',
      description: 'A company that bargains for itself in a negotiation.',
      primaryKey: ['negotiation', 'studio'],
      foreignKeys: [ofNegotiation, to('studio', 'studios', 'slug')],
      rows: inAll(({ studios = [] }) => studios.map((studio) => ({ studio }))),
    },
    (columns) => [negotiationColumn, columns.one('studio', negotiationFrame.studios.unwrap().element, ({ studio }) => studio)],
  ),
  table(
    {
      name: 'headcounts',
      description: 'A count of people: the members of a union, or the workers that a negotiation is about.',
      foreignKeys: [to('union', 'unions', 'slug'), ofNegotiation],
      rows: ({ record }) => [
        ...record.unions.flatMap(({ slug, membership = [] }) =>
          membership.map((headcount, index) => ({ union: slug, negotiation: null, number: index + 1, headcount })),
        ),
        ...record.negotiations.flatMap(({ slug, workersCovered = [] }) =>
          workersCovered.map((headcount, index) => ({ union: null, negotiation: slug, number: index + 1, headcount })),
        ),
      ],
    },
    (columns) => [
      columns.one(
        'union',
        unionSchema.shape.slug.exactOptional().meta({ description: 'The union whose members are counted.' }),
        ({ union }) => union,
      ),
      columns.one(
        'negotiation',
        negotiationFrame.slug.exactOptional().meta({ description: 'The negotiation whose workers are counted.' }),
        ({ negotiation }) => negotiation,
      ),
      columns.one('number', numbered, ({ number }) => number),
      ...columns.of(headcountSchema.shape, ({ headcount }) => headcount, ['count', 'asOf', 'basis']),
    ],
  ),
  table(
    {
      name: 'demands',
      description: 'One thing on the table in one negotiation, from either side.',
      primaryKey: ['negotiation', 'id'],
      foreignKeys: [ofNegotiation, to('issue', 'issues', 'slug')],
      rows: inAll(({ demands }) => demands),
    },
    (columns) => [negotiationColumn, ...columns.of(demandSchema.shape, itself, ['id', 'issue', 'title', 'summary', 'scope', 'raisedBy'])],
  ),
  table(
    {
      name: 'gaps',
      description: 'What could not be sourced of a negotiation.',
      primaryKey: ['negotiation', 'number'],
      foreignKeys: [ofNegotiation],
      rows: inAll(({ gaps = [] }) => gaps.map((gap, index) => ({ gap, number: index + 1 }))),
    },
    (columns) => [
      negotiationColumn,
      columns.one('number', numbered, ({ number }) => number),
      columns.one('gap', gapsSchema.element, ({ gap }) => gap),
    ],
  ),
];

type OfKind<Kind extends Event['kind']> = Extract<Event, { kind: Kind }>;

/** The events of one kind, which carry its detail. */
function eventsOf<Kind extends Event['kind']>(kind: Kind): (content: ReleaseContent) => readonly { event: OfKind<Kind> & Owned }[] {
  const is = (event: Event): event is OfKind<Kind> => event.kind === kind;
  return ({ record }) =>
    record.negotiations.flatMap(({ slug, events }) => events.filter(is).map((event) => ({ event: { ...event, negotiation: slug } })));
}

const events: readonly Table[] = [
  table(
    {
      name: 'events',
      description: 'A dated, cited fact of one negotiation, in the order of time.',
      primaryKey: ['id'],
      foreignKeys: [ofNegotiation],
      rows: inAll((negotiation) => negotiation.events),
    },
    (columns) => [
      columns.one('id', eventFrameSchema.shape.id, ({ id }) => id),
      negotiationColumn,
      ...columns.of(eventFrameSchema.shape, itself, [
        'kind',
        'date',
        'time',
        'endDate',
        'announcedOn',
        'headline',
        'summary',
        'significance',
        'confidence',
      ]),
    ],
  ),
  table(
    {
      name: 'status_changes',
      description: 'A step of a negotiation on one of five axes, at the time of its event: what every status is derived from.',
      primaryKey: ['event', 'number'],
      foreignKeys: [ofEvent],
      rows: ({ record }) =>
        record.negotiations.flatMap((negotiation) =>
          negotiation.events.flatMap((event) =>
            (event.statusChanges ?? []).map((change: StatusChange, index) => ({ event, change, number: index + 1 })),
          ),
        ),
    },
    (columns) => [
      eventColumn,
      columns.one('number', numbered, ({ number }) => number),
      columns.one(
        'axis',
        z.enum(Object.keys(axisStates)).meta({ description: 'The axis that it is a step on.' }),
        ({ change }) => change.axis,
      ),
      columns.one(
        'state',
        z.enum([...new Set(Object.values(axisStates).flat())]).meta({ description: 'Where the negotiation stands on it since.' }),
        ({ change }) => change.state,
      ),
      columns.one(
        'stoppage',
        stoppageKindSchema.exactOptional().meta({ description: 'Whether a stoppage is a strike or a lockout.' }),
        ({ change }) => (change.axis === 'STOPPAGE' ? change.stoppage : null),
      ),
    ],
  ),
  table(
    {
      name: 'sessions',
      description: 'A bargaining session: the two sides meeting, or meant to.',
      primaryKey: ['event'],
      foreignKeys: [ofEvent],
      rows: eventsOf('SESSION'),
    },
    (columns) => [eventColumn, ...columns.of(bargainingSessionSchema.shape, ({ event }) => event.session, ['status', 'format', 'venue'])],
  ),
  table(
    {
      name: 'session_attendees',
      description: 'Somebody who was in the room, as far as sources name them.',
      primaryKey: ['event', 'person'],
      foreignKeys: [ofEvent, to('person', 'people', 'slug')],
      rows: (content) =>
        eventsOf('SESSION')(content).flatMap(({ event }) => (event.session.attendees ?? []).map((person) => ({ event, person }))),
    },
    (columns) => [eventColumn, columns.one('person', bargainingSessionSchema.shape.attendees.unwrap().element, ({ person }) => person)],
  ),
  table(
    {
      name: 'positions',
      description: 'A move on one demand by one side.',
      primaryKey: ['event'],
      foreignKeys: [ofEvent, within('demand', 'demands')],
      rows: eventsOf('PROPOSAL'),
    },
    (columns) => [
      eventColumn,
      columns.one('negotiation', negotiationField, ({ event }) => event.negotiation),
      ...columns.of(positionSchema.shape, ({ event }) => event.position, ['demand', 'party', 'act']),
    ],
  ),
  table(
    {
      name: 'moves',
      description: 'A number that a move put on the table.',
      primaryKey: ['event', 'number'],
      foreignKeys: [ofEvent, to('measure', 'measures', 'measure')],
      rows: (content) =>
        eventsOf('PROPOSAL')(content).flatMap(({ event }) =>
          (event.position.moves ?? []).map((measure, index) => ({ ...measure, event, number: index + 1 })),
        ),
    },
    (columns) => [eventColumn, columns.one('number', numbered, ({ number }) => number), ...measureColumns],
  ),
  table(
    {
      name: 'votes',
      description: 'A vote with every denominator that is known.',
      primaryKey: ['event'],
      foreignKeys: [ofEvent],
      rows: eventsOf('VOTE'),
    },
    (columns) => [
      eventColumn,
      ...columns.of(voteSchema.shape, ({ event }) => event.vote, [
        'purpose',
        'body',
        'opensOn',
        'closesOn',
        'closesAt',
        'eligible',
        'cast',
        'valid',
        'yes',
        'no',
        'yesPct',
        'turnoutPct',
        'result',
      ]),
    ],
  ),
  table(
    {
      name: 'statements',
      description: 'Words said in public.',
      primaryKey: ['event'],
      foreignKeys: [ofEvent, to('speaker', 'people', 'slug')],
      rows: eventsOf('STATEMENT'),
    },
    (columns) => [
      eventColumn,
      ...columns.of(statementSchema.shape, ({ event }) => event.statement, ['speaker', 'organization', 'venue', 'quote']),
    ],
  ),
];

const outcomes: readonly Table[] = [
  table(
    {
      name: 'agreements',
      description: 'The contract that a negotiation ended in.',
      primaryKey: ['negotiation'],
      foreignKeys: [ofNegotiation],
      rows: inAll(({ agreement }) => {
        if (agreement === undefined) return [];
        const { terms: _, ...header } = agreement;
        return [header];
      }),
    },
    (columns) => [negotiationColumn, ...columns.of(agreementSchema.shape, itself, ['title', 'effectiveOn', 'expiresOn', 'ratifiedOn'])],
  ),
  table(
    {
      name: 'terms',
      description: 'A final term of an agreement.',
      primaryKey: ['negotiation', 'id'],
      foreignKeys: [ofNegotiation, to('issue', 'issues', 'slug')],
      rows: inAll(({ agreement }) => (agreement?.terms ?? []).map(({ measures: _, citations: __, ...term }) => term)),
    },
    (columns) => [negotiationColumn, ...columns.of(termSchema.shape, itself, ['id', 'demand', 'issue', 'summary'])],
  ),
  table(
    {
      name: 'agreed_measures',
      description: 'A number that was agreed.',
      primaryKey: ['negotiation', 'term', 'number'],
      foreignKeys: [within('term', 'terms'), to('measure', 'measures', 'measure')],
      rows: inAll(({ agreement }) =>
        (agreement?.terms ?? []).flatMap(({ id, measures = [] }) =>
          measures.map((measure, index) => ({ ...measure, term: id, number: index + 1 })),
        ),
      ),
    },
    (columns) => [
      negotiationColumn,
      columns.one('term', termSchema.shape.id, ({ term }) => term),
      columns.one('number', numbered, ({ number }) => number),
      ...measureColumns,
    ],
  ),
  table(
    {
      name: 'disputes',
      description: 'A question on which sources or parties disagree.',
      primaryKey: ['negotiation', 'id'],
      foreignKeys: [ofNegotiation],
      rows: inAll(({ disputes }) => disputes.map(({ claims: _, ...dispute }) => dispute)),
    },
    (columns) => [negotiationColumn, ...columns.of(disputeSchema.shape, itself, ['id', 'question', 'subject', 'status', 'assessment'])],
  ),
  table(
    {
      name: 'claims',
      description: 'One version of what is disputed. Every version stands, ranked.',
      primaryKey: ['negotiation', 'dispute', 'number'],
      foreignKeys: [within('dispute', 'disputes')],
      rows: inAll(({ disputes }) =>
        disputes.flatMap(({ id, claims }) =>
          claims.map(({ citations: _, ...claim }, index) => ({ ...claim, dispute: id, number: index + 1 })),
        ),
      ),
    },
    (columns) => [
      negotiationColumn,
      columns.one('dispute', disputeSchema.shape.id, ({ dispute }) => dispute),
      columns.one('number', numbered, ({ number }) => number),
      ...columns.of(claimSchema.shape, itself, ['claim', 'value', 'claimedBy', 'rank', 'reason']),
    ],
  ),
];

/** What a citation is of. */
const cited = ['EVENT', 'TERM', 'CLAIM', 'UNION', 'ASSOCIATION', 'STUDIO', 'PERSON', 'HEADCOUNT'] as const;
type Cited = (typeof cited)[number];

interface CitationRow {
  readonly of: Cited;
  readonly key: string;
  readonly citation: Citation;
}

function citationsOf({ record }: ReleaseContent): readonly CitationRow[] {
  const rows = (of: Cited, key: string, citations: readonly Citation[] = []) => citations.map((citation) => ({ of, key, citation }));
  const headcounts = (key: string, list: readonly { readonly citations: readonly Citation[] }[] = []) =>
    list.flatMap(({ citations }, index) => rows('HEADCOUNT', `${key}/${index + 1}`, citations));
  return [
    ...record.negotiations.flatMap(({ slug, events: own, agreement, disputes, workersCovered }) => [
      ...own.flatMap(({ id, citations }) => rows('EVENT', id, citations)),
      ...(agreement?.terms ?? []).flatMap(({ id, citations }) => rows('TERM', `${slug}/${id}`, citations)),
      ...disputes.flatMap(({ id, claims }) =>
        claims.flatMap(({ citations }, index) => rows('CLAIM', `${slug}/${id}/${index + 1}`, citations)),
      ),
      ...headcounts(slug, workersCovered),
    ]),
    ...record.unions.flatMap(({ slug, citations, membership }) => [...rows('UNION', slug, citations), ...headcounts(slug, membership)]),
    ...record.associations.flatMap(({ slug, citations }) => rows('ASSOCIATION', slug, citations)),
    ...record.studios.flatMap(({ slug, citations }) => rows('STUDIO', slug, citations)),
    ...record.people.flatMap(({ slug, citations }) => rows('PERSON', slug, citations)),
  ];
}

const evidence: readonly Table[] = [
  table(
    {
      name: 'citations',
      description: 'The tie from a fact to the page that says so.',
      foreignKeys: [to('event', 'events', 'id'), to('source', 'sources', 'id')],
      rows: citationsOf,
    },
    (columns) => [
      columns.one('of', z.enum(cited).meta({ description: 'What kind of thing is cited for.' }), ({ of }) => of),
      columns.one(
        'key',
        z.string().meta({
          description:
            'Which: an id or slug; of terms negotiation/id, of claims negotiation/dispute/number, of headcounts the union or negotiation/number.',
        }),
        ({ key }) => key,
      ),
      columns.one('event', eventField.exactOptional().meta({ description: 'The event, where it is of one.' }), ({ of, key }) =>
        of === 'EVENT' ? key : null,
      ),
      ...columns.of(citationSchema.shape, ({ citation }) => citation, ['source', 'quote', 'note']),
    ],
  ),
  table(
    {
      name: 'changes',
      description: 'A publication, correction or retraction since the release before, in the order of the log.',
      primaryKey: ['seq'],
      rows: ({ changes }) => changes,
    },
    (columns) => [
      ...columns.of(
        {
          ...changeSchema.shape,
          kind: changeSchema.shape.kind.meta({ description: 'What was done.' }),
          entity: changeSchema.shape.entity.meta({ description: 'The kind of fact that it was done to.' }),
          negotiation: changeSchema.shape.negotiation.meta({
            description: 'The negotiation that the fact belongs to, where it is of one.',
          }),
        },
        itself,
        ['seq', 'kind', 'entity', 'key', 'negotiation', 'reason', 'recordedAt'],
      ),
      columns.one(
        'fields',
        z.string().exactOptional().meta({ description: 'Of a correction: the fields that differ, as JSON Pointers separated by spaces.' }),
        (change) =>
          correctedFields(change)
            .map(({ path }) => path)
            .join(' ') || null,
      ),
    ],
  ),
];

/** Every table of a release, those first that others refer to. */
export const tables: readonly Table[] = [...registries, ...negotiations, ...events, ...outcomes, ...evidence];
