import { agreementSchema, termSchema } from '#domain/negotiation/agreement.ts';
import { claimSchema, disputeSchema } from '#domain/source/dispute.ts';
import { type Table, table } from '../table.ts';
import { inAll, itself, measureColumns, negotiationColumn, numbered, ofNegotiation, to, within } from './columns.ts';

/** The tables of what negotiations came to, and of what is disputed. */
export const outcomes: readonly Table[] = [
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
