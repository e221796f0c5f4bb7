import { z } from 'zod';
import { type Event, eventFrameSchema } from '#domain/event/event.ts';
import { axisStates, type StatusChange, stoppageKindSchema } from '#domain/event/status-change.ts';
import { positionSchema } from '#domain/position/position.ts';
import type { ReleaseContent } from '#domain/release/content.ts';
import { bargainingSessionSchema } from '#domain/session/session.ts';
import { statementSchema } from '#domain/statement/statement.ts';
import { voteSchema } from '#domain/vote/vote.ts';
import { type Table, table } from '../table.ts';
import {
  eventColumn,
  inAll,
  itself,
  measureColumns,
  negotiationColumn,
  negotiationField,
  numbered,
  type Owned,
  ofEvent,
  ofNegotiation,
  to,
  within,
} from './columns.ts';

type OfKind<Kind extends Event['kind']> = Extract<Event, { kind: Kind }>;

/** The events of one kind, which carry its detail. */
function eventsOf<Kind extends Event['kind']>(kind: Kind): (content: ReleaseContent) => readonly { event: OfKind<Kind> & Owned }[] {
  const is = (event: Event): event is OfKind<Kind> => event.kind === kind;
  return ({ record }) =>
    record.negotiations.flatMap(({ slug, events }) => events.filter(is).map((event) => ({ event: { ...event, negotiation: slug } })));
}

/** The tables of events and of what each kind of them tells. */
export const events: readonly Table[] = [
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
