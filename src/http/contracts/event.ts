import { z } from 'zod';
import { confidenceSchema, type Event, eventKinds, significanceSchema } from '#domain/event/event.ts';
import { axes, statusChangeSchema } from '#domain/event/status-change.ts';
import { sideSchema } from '#domain/party/party.ts';
import { positionSchema } from '#domain/position/position.ts';
import { bargainingSessionSchema } from '#domain/session/session.ts';
import { type Citation, type Source, sourceIdSchema, sourceKindSchema } from '#domain/source/source.ts';
import { statementSchema } from '#domain/statement/statement.ts';
import { type Slug, slugSchema } from '#domain/text/text.ts';
import { partialDateSchema } from '#domain/time/partial-date.ts';
import { voteSchema } from '#domain/vote/vote.ts';
import type { Column } from '../formats.ts';
import { knownAtParameter } from '../known-at.ts';
import { listOperation, operation } from '../operation.ts';
import { asOfParameter, listOf } from '../parameters.ts';
import { eventParams, joined, noParams, pageLinks, slugParams, spanQuery } from './fields.ts';

/** A citation with the source that it names, so that nobody needs a second request to check a fact. */
export const citationAnswer = z
  .strictObject({
    source: z.strictObject({
      id: sourceIdSchema,
      publisher: z.string(),
      title: z.string(),
      url: z.string().nullable(),
      kind: sourceKindSchema,
      publishedOn: partialDateSchema.nullable(),
    }),
    quote: z.string().exactOptional(),
    note: z.string().exactOptional(),
  })
  .meta({ id: 'CitationAnswer', description: 'The page that says so.' });
export type CitationAnswer = z.infer<typeof citationAnswer>;

/** Whether an event had taken effect by the date asked about, or had only been announced. */
export const visibilitySchema = z.enum(['EFFECTIVE', 'ANNOUNCED']).meta({ id: 'Visibility' });

const common = {
  negotiation: slugSchema,
  id: slugSchema,
  date: partialDateSchema,
  time: z.string().exactOptional(),
  endDate: partialDateSchema.exactOptional(),
  announcedOn: z.string().exactOptional(),
  visibility: visibilitySchema,
  headline: z.string(),
  summary: z.string(),
  significance: significanceSchema,
  confidence: confidenceSchema,
  statusChanges: z.array(statusChangeSchema).exactOptional(),
  citations: z.array(citationAnswer),
  links: pageLinks,
};

export const sessionAnswer = z
  .strictObject({ ...common, kind: z.literal('SESSION'), session: bargainingSessionSchema })
  .meta({ id: 'SessionEvent' });
export const proposalAnswer = z
  .strictObject({ ...common, kind: z.literal('PROPOSAL'), position: positionSchema })
  .meta({ id: 'ProposalEvent' });
export const voteAnswer = z.strictObject({ ...common, kind: z.literal('VOTE'), vote: voteSchema }).meta({ id: 'VoteEvent' });
export const statementAnswer = z
  .strictObject({ ...common, kind: z.literal('STATEMENT'), statement: statementSchema })
  .meta({ id: 'StatementEvent' });
const statusAnswer = z.strictObject({ ...common, kind: z.literal('STATUS') }).meta({ id: 'StatusEvent' });
const milestoneAnswer = z.strictObject({ ...common, kind: z.literal('MILESTONE') }).meta({ id: 'MilestoneEvent' });
const actionAnswer = z.strictObject({ ...common, kind: z.literal('ACTION') }).meta({ id: 'ActionEvent' });

/** An event as the API tells it: the fact, its detail by kind, and where it is said. */
export const eventAnswer = z
  .discriminatedUnion('kind', [sessionAnswer, proposalAnswer, voteAnswer, statementAnswer, statusAnswer, milestoneAnswer, actionAnswer])
  .meta({ id: 'EventAnswer', description: 'A dated, cited fact of one negotiation.' });
export type EventAnswer = z.infer<typeof eventAnswer>;

/** An event as it is read: with its negotiation, and how it stood on the date asked about. */
export interface EventRead<Fact extends Event = Event> {
  readonly negotiation: Slug;
  readonly event: Fact;
  readonly visibility: z.infer<typeof visibilitySchema>;
}

/** The sources by id, as many as the facts at hand cite. */
export type SourcesById = ReadonlyMap<string, Source>;

/** Citations with their sources. */
export function citationsAnswer(citations: readonly Citation[], sources: SourcesById): CitationAnswer[] {
  return citations.flatMap(({ source: id, ...said }) => {
    const source = sources.get(id);
    if (source === undefined) return [];
    const { publisher, title, url, kind, publishedOn } = source;
    return [{ source: { id, publisher, title, url, kind, publishedOn }, ...said }];
  });
}

/** An event in the shape of the API. */
export function toEventAnswer<Fact extends Event>(
  { negotiation, event, visibility }: EventRead<Fact>,
  sources: SourcesById,
  origin: string,
) {
  return {
    ...event,
    negotiation,
    visibility,
    citations: citationsAnswer(event.citations, sources),
    links: { self: `${origin}/events/${event.id}` },
  };
}

/** The ids of the sources that events cite, each once. */
export function sourcesCited(reads: readonly EventRead[]): string[] {
  return [...new Set(reads.flatMap(({ event }) => event.citations.map(({ source }) => source)))];
}

type EventCommon = Pick<EventAnswer, Exclude<keyof typeof common, 'statusChanges'>> & Pick<EventAnswer, 'kind' | 'statusChanges'>;

/** What every list of events has in its first columns. */
const leading: readonly Column<EventCommon>[] = [
  { name: 'id', value: ({ id }) => id },
  { name: 'negotiation', value: ({ negotiation }) => negotiation },
  { name: 'date', value: ({ date }) => date },
  { name: 'time', value: ({ time }) => time },
  { name: 'endDate', value: ({ endDate }) => endDate },
  { name: 'announcedOn', value: ({ announcedOn }) => announcedOn },
  { name: 'visibility', value: ({ visibility }) => visibility },
  { name: 'kind', value: ({ kind }) => kind },
  { name: 'significance', value: ({ significance }) => significance },
  { name: 'confidence', value: ({ confidence }) => confidence },
  { name: 'headline', value: ({ headline }) => headline },
  { name: 'summary', value: ({ summary }) => summary },
  { name: 'statusChanges', value: ({ statusChanges }) => joined(statusChanges?.map(({ axis, state }) => `${axis} ${state}`)) },
];

/** ... and in its last: where it is said, and where to read it here. */
const trailing: readonly Column<EventCommon>[] = [
  { name: 'sources', value: ({ citations }) => joined(citations.map(({ source }) => source.id)) },
  { name: 'publishers', value: ({ citations }) => joined([...new Set(citations.map(({ source }) => source.publisher))]) },
  { name: 'urls', value: ({ citations }) => joined(citations.flatMap(({ source }) => source.url ?? [])) },
  { name: 'permalink', value: ({ links }) => links.self },
];

const sessionColumns: readonly Column<Pick<z.infer<typeof sessionAnswer>, 'session'>>[] = [
  { name: 'sessionStatus', value: ({ session }) => session.status },
  { name: 'format', value: ({ session }) => session.format },
  { name: 'venue', value: ({ session }) => session.venue },
  { name: 'attendees', value: ({ session }) => joined(session.attendees) },
];

const voteColumns: readonly Column<Pick<z.infer<typeof voteAnswer>, 'vote'>>[] = [
  { name: 'purpose', value: ({ vote }) => vote.purpose },
  { name: 'body', value: ({ vote }) => vote.body },
  { name: 'opensOn', value: ({ vote }) => vote.opensOn },
  { name: 'closesOn', value: ({ vote }) => vote.closesOn },
  { name: 'eligible', value: ({ vote }) => vote.eligible },
  { name: 'cast', value: ({ vote }) => vote.cast },
  { name: 'valid', value: ({ vote }) => vote.valid },
  { name: 'yes', value: ({ vote }) => vote.yes },
  { name: 'no', value: ({ vote }) => vote.no },
  { name: 'yesPct', value: ({ vote }) => vote.yesPct },
  { name: 'turnoutPct', value: ({ vote }) => vote.turnoutPct },
  { name: 'result', value: ({ vote }) => vote.result },
];

const statementColumns: readonly Column<Pick<z.infer<typeof statementAnswer>, 'statement'>>[] = [
  { name: 'speaker', value: ({ statement }) => statement.speaker },
  { name: 'organization', value: ({ statement }) => statement.organization },
  { name: 'saidAt', value: ({ statement }) => statement.venue },
  { name: 'quote', value: ({ statement }) => statement.quote },
];

const positionColumns: readonly Column<Pick<z.infer<typeof proposalAnswer>, 'position'>>[] = [
  { name: 'demand', value: ({ position }) => position.demand },
  { name: 'party', value: ({ position }) => position.party },
  { name: 'act', value: ({ position }) => position.act },
  {
    name: 'measures',
    value: ({ position }) =>
      joined(
        position.moves?.map(({ measure, value, unit, contractYear, scope }) =>
          [measure, contractYear === undefined ? undefined : `year ${contractYear}`, scope, value, unit]
            .filter((part) => part !== undefined)
            .join(' '),
        ),
      ),
  },
];

/** The columns of a detail in a file of events of all kinds: empty in the rows of other kinds. */
function onlyWhere<Kind extends EventAnswer['kind']>(
  kind: Kind,
  columns: readonly Column<Extract<EventAnswer, { kind: Kind }>>[],
): readonly Column<EventAnswer>[] {
  const isKind = (event: EventAnswer): event is Extract<EventAnswer, { kind: Kind }> => event.kind === kind;
  return columns.map(({ name, value }) => ({ name, value: (event) => (isKind(event) ? value(event) : null) }));
}

const eventColumns: readonly Column<EventAnswer>[] = [
  ...leading,
  ...onlyWhere('PROPOSAL', positionColumns),
  ...onlyWhere('SESSION', sessionColumns),
  ...onlyWhere('VOTE', voteColumns),
  ...onlyWhere('STATEMENT', statementColumns),
  ...trailing,
];

/** The place of an event in a timeline: the sort key and, where two share it, the id. */
export const timelineKey = z.strictObject({ sortKey: z.string(), id: z.string() });

const order = z.enum(['asc', 'desc']);

/** What a timeline can be narrowed to. Several values of one filter mean any of them; several filters mean all of them. */
const timelineFilters = {
  asOf: asOfParameter,
  knownAt: knownAtParameter,
  ...spanQuery,
  kind: listOf(z.enum(eventKinds), 7).exactOptional().meta({ description: 'Kinds of event.' }),
  axis: listOf(z.enum(axes), axes.length)
    .exactOptional()
    .meta({ description: 'What moved a negotiation on one of these axes: the steps that a chart of its course draws.' }),
  issue: listOf(slugSchema, 20).exactOptional().meta({ description: 'Positions on demands under these issues, or issues below them.' }),
  party: sideSchema.exactOptional().meta({ description: 'What this side moved, or what its people said.' }),
  person: listOf(slugSchema, 20).exactOptional().meta({ description: 'What these people said, and sessions that they attended.' }),
  significance: significanceSchema.exactOptional().meta({ description: 'Only these: `MAJOR` events tell the story alone.' }),
  q: z.string().trim().min(1).max(100).exactOptional().meta({ description: 'Words in the headline or the summary, as they stand there.' }),
  order: order.default('asc').meta({ description: 'Oldest first (asc) or newest first (desc).' }),
};

const negotiationFilter = listOf(slugSchema, 50).exactOptional().meta({ description: 'Only these negotiations.' });

/** `GET /timeline` */
export const timelineOperation = listOperation({
  id: 'listTimeline',
  path: '/timeline',
  summary: 'The events of all negotiations, or of some, in order of time',
  params: noParams,
  query: z
    .strictObject({ negotiation: negotiationFilter, ...timelineFilters })
    .refine(({ q, negotiation }) => q === undefined || negotiation !== undefined, {
      path: ['q'],
      message: 'needs negotiation: words are looked for in some negotiations at a time',
    })
    .refine(({ axis, negotiation }) => axis === undefined || negotiation !== undefined, {
      path: ['axis'],
      message: 'needs negotiation: steps are looked for in some negotiations at a time',
    }),
  item: eventAnswer,
  key: timelineKey,
  columns: eventColumns,
  example: '/timeline?negotiation=wga-2023,sag-aftra-2023&from=2023-09-24&to=2023-10-02&significance=MAJOR',
});

/** `GET /negotiations/{slug}/timeline` */
export const negotiationTimelineOperation = listOperation({
  id: 'listNegotiationTimeline',
  path: '/negotiations/{slug}/timeline',
  summary: 'The events of one negotiation in order of time',
  params: slugParams,
  query: z.strictObject(timelineFilters),
  problems: ['NOT_FOUND', 'NOT_ON_RECORD'],
  item: eventAnswer,
  key: timelineKey,
  columns: eventColumns,
  example: '/negotiations/sag-aftra-2023/timeline?asOf=2023-10-02&order=desc&limit=10',
});

/** `GET /events/{id}` */
export const eventOperation = operation({
  id: 'getEvent',
  path: '/events/{id}',
  summary: 'One event with its sources',
  params: eventParams,
  query: z.strictObject({ asOf: asOfParameter, knownAt: knownAtParameter }),
  problems: ['NOT_FOUND', 'NOT_ON_RECORD', 'RETRACTED'],
  data: eventAnswer,
  example: '/events/2023-10-02-talks-resume',
});

/** `GET /sessions` */
export const sessionsOperation = listOperation({
  id: 'listSessions',
  path: '/sessions',
  summary: 'Bargaining sessions, held, scheduled and cancelled, with who was in the room',
  params: noParams,
  query: z.strictObject({
    asOf: asOfParameter,
    negotiation: negotiationFilter,
    status: bargainingSessionSchema.shape.status.exactOptional(),
    person: timelineFilters.person.meta({ description: 'Sessions that these people attended.' }),
    ...spanQuery,
    order: timelineFilters.order,
  }),
  item: sessionAnswer,
  key: timelineKey,
  columns: [...leading, ...sessionColumns, ...trailing],
  example: '/sessions?negotiation=sag-aftra-2023&asOf=2023-10-02&order=desc',
});

/** `GET /statements` */
export const statementsOperation = listOperation({
  id: 'listStatements',
  path: '/statements',
  summary: 'What was said in public, verbatim, by whom and where',
  params: noParams,
  query: z.strictObject({
    asOf: asOfParameter,
    negotiation: negotiationFilter,
    person: timelineFilters.person.meta({ description: 'What these people said.' }),
    party: timelineFilters.party.meta({ description: 'What people of this side said.' }),
    ...spanQuery,
    order: timelineFilters.order,
  }),
  item: statementAnswer,
  key: timelineKey,
  columns: [...leading, ...statementColumns, ...trailing],
  example: '/statements?person=duncan-crabtree-ireland&order=desc',
});

/** `GET /votes` */
export const votesOperation = listOperation({
  id: 'listVotes',
  path: '/votes',
  summary: 'Votes with every denominator that is known',
  params: noParams,
  query: z.strictObject({
    asOf: asOfParameter,
    negotiation: negotiationFilter,
    purpose: voteSchema.shape.purpose.exactOptional(),
    result: voteSchema.shape.result.exactOptional(),
    ...spanQuery,
    order: timelineFilters.order,
  }),
  item: voteAnswer,
  key: timelineKey,
  columns: [...leading, ...voteColumns, ...trailing],
  example: '/votes?purpose=RATIFICATION',
});
