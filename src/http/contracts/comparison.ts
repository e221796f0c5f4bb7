import { z } from 'zod';
import type { ComparisonRow } from '#domain/comparison/comparison.ts';
import { sideSchema } from '#domain/party/party.ts';
import { unitSchema } from '#domain/position/measure.ts';
import { actSchema } from '#domain/position/position.ts';
import { slugSchema } from '#domain/text/text.ts';
import { partialDateSchema } from '#domain/time/partial-date.ts';
import type { DeepReadonly } from '../endpoint.ts';
import { knownAtParameter } from '../known-at.ts';
import { operation } from '../operation.ts';
import { asOfParameter, listOf } from '../parameters.ts';
import { contractYear, negotiationReference, noParams } from './fields.ts';

const positionAnswer = z
  .strictObject({
    event: slugSchema,
    date: partialDateSchema,
    demand: slugSchema,
    demandTitle: z.string(),
    party: sideSchema,
    act: actSchema,
    headline: z.string(),
    summary: z.string(),
  })
  .meta({ id: 'LatestPosition' });

const measureAnswer = z
  .strictObject({
    measure: slugSchema,
    title: z.string(),
    unit: unitSchema,
    contractYear,
    scope: z.string().nullable(),
    union: z.number().nullable(),
    employer: z.number().nullable(),
    agreed: z.number().nullable(),
    agreedClaimedBy: z.string().nullable().meta({ description: 'Whose costing the agreed number is, where it is one.' }),
    gap: z.number().nullable(),
  })
  .meta({ id: 'MeasureStanding' });

const raiseAnswer = z
  .strictObject({
    years: z.array(z.number()),
    sum: z.number().meta({ description: 'The simple sum of the yearly percentages.' }),
    compounded: z.number().meta({ description: 'The same percentages compounded.' }),
  })
  .meta({ id: 'RaiseOverYears' });

const relation = z.enum(['MATCHES', 'ABOVE', 'BELOW']);

const patternAnswer = z
  .strictObject({
    relation: z.enum(['MATCHES', 'ABOVE', 'BELOW', 'MIXED', 'NOT_COMPARABLE', 'NO_COUNTERPART']),
    comparedWith: slugSchema.nullable(),
    measures: z.array(
      z.strictObject({
        measure: slugSchema,
        contractYear,
        scope: z.string().nullable(),
        value: z.number(),
        patternValue: z.number(),
        relation,
      }),
    ),
  })
  .meta({ id: 'Pattern', description: 'How what was agreed stands to the earlier settlement of the cycle.' });

const cellAnswer = z
  .strictObject({
    negotiation: slugSchema,
    union: positionAnswer.nullable(),
    employer: positionAnswer.nullable(),
    demands: z.array(
      z.strictObject({
        demand: slugSchema,
        title: z.string(),
        raisedBy: sideSchema,
        union: positionAnswer.nullable(),
        employer: positionAnswer.nullable(),
      }),
    ),
    agreed: z.array(z.strictObject({ term: slugSchema, summary: z.string(), tentative: z.boolean() })),
    measures: z.array(measureAnswer),
    raises: z.strictObject({ union: raiseAnswer.nullable(), employer: raiseAnswer.nullable(), agreed: raiseAnswer.nullable() }),
    pattern: patternAnswer.nullable(),
  })
  .meta({ id: 'ComparisonCell' });

/** Issues by negotiations on one date. */
export const comparisonAnswer = z
  .strictObject({
    negotiations: z.array(negotiationReference),
    issues: z.array(z.strictObject({ issue: slugSchema, title: z.string(), cells: z.array(cellAnswer) })),
  })
  .meta({ id: 'Comparison' });

/** A comparison in the shape of the API. */
export function toComparisonAnswer(
  negotiations: readonly z.infer<typeof negotiationReference>[],
  rows: readonly ComparisonRow[],
): DeepReadonly<z.input<typeof comparisonAnswer>> {
  return { negotiations: negotiations.map(({ slug, title, shortTitle, cycle }) => ({ slug, title, shortTitle, cycle })), issues: rows };
}

/** `GET /comparison` */
export const comparisonOperation = operation({
  id: 'getComparison',
  path: '/comparison',
  summary: 'Negotiations side by side, issue by issue: proposed, answered, agreed',
  description:
    'Issues, and demands within them, come in the order of the editors. With `knownAt` they come in the order in which they were first published, because the log keeps no other.',
  params: noParams,
  query: z.strictObject({
    asOf: asOfParameter,
    knownAt: knownAtParameter,
    negotiations: listOf(slugSchema, 6).meta({ description: 'The negotiations to set side by side, at most six.' }),
    issues: listOf(slugSchema, 50)
      .exactOptional()
      .meta({ description: 'Only these issues. Without it: all that any of the negotiations has something on.' }),
  }),
  data: comparisonAnswer,
  example: '/comparison?negotiations=dga-2023,wga-2023,sag-aftra-2023&issues=minimum-compensation&asOf=2023-10-02',
});
