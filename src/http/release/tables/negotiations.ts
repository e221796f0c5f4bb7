import { demandSchema } from '#domain/demand/demand.ts';
import { gapsSchema, negotiationFrame } from '#domain/negotiation/negotiation.ts';
import { headcountSchema, unionSchema } from '#domain/party/party.ts';
import { type Table, table } from '../table.ts';
import { inAll, itself, negotiationColumn, numbered, ofNegotiation, to } from './columns.ts';

/** The tables of negotiations: who bargains, for how many, and what was demanded. */
export const negotiations: readonly Table[] = [
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
