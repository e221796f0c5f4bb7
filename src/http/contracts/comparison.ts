import { z } from 'zod';
import type { ComparisonRow } from '#domain/comparison/comparison.ts';
import { sideSchema } from '#domain/party/party.ts';
import { unitSchema } from '#domain/position/measure.ts';
import { actSchema } from '#domain/position/position.ts';
import { slugSchema } from '#domain/text/text.ts';
import { partialDateSchema } from '#domain/time/partial-date.ts';
import type { DeepReadonly } from '../endpoint.ts';
import { type Column, toCsv, toNdjson } from '../formats.ts';
import { knownAtParameter } from '../known-at.ts';
import { operation } from '../operation.ts';
import { asOfParameter, listOf } from '../parameters.ts';
import { contractYear, joined, negotiationReference, noParams } from './fields.ts';

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
    claimedBy: z.string().nullable().meta({ description: 'Whose account it is, where the side itself has not said it.' }),
  })
  .meta({ id: 'GeneralRaise' });

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

type ComparisonAnswer = z.output<typeof comparisonAnswer>;

/** The cells of a comparison, issue by issue, each with the issue that it is of. */
function cellsOf({ issues }: ComparisonAnswer) {
  return issues.flatMap(({ issue, title, cells }) => cells.map((cell) => ({ issue, title, ...cell })));
}

/** A row of a comparison as a table: a cell with one of its numbers, or with none where it has none. */
interface CellRow {
  readonly cell: ReturnType<typeof cellsOf>[number];
  readonly number: z.output<typeof measureAnswer> | undefined;
}

function rowsOf(comparison: ComparisonAnswer): CellRow[] {
  return cellsOf(comparison).flatMap((cell) => {
    const numbers = cell.measures.length === 0 ? [undefined] : cell.measures;
    return numbers.map((number) => ({ cell, number }));
  });
}

/** The columns of a side's latest position, named after the side. */
function positionColumns(side: 'union' | 'employer'): readonly Column<CellRow>[] {
  return [
    { name: `${side}Date`, value: ({ cell }) => cell[side]?.date },
    { name: `${side}Act`, value: ({ cell }) => cell[side]?.act },
    { name: `${side}Position`, value: ({ cell }) => cell[side]?.headline },
    { name: `${side}Event`, value: ({ cell }) => cell[side]?.event },
  ];
}

const cellColumns: readonly Column<CellRow>[] = [
  { name: 'issue', value: ({ cell }) => cell.issue },
  { name: 'title', value: ({ cell }) => cell.title },
  { name: 'negotiation', value: ({ cell }) => cell.negotiation },
  ...positionColumns('union'),
  ...positionColumns('employer'),
  { name: 'agreedTerms', value: ({ cell }) => joined(cell.agreed.map(({ term }) => term)) },
  { name: 'agreedSummary', value: ({ cell }) => joined(cell.agreed.map(({ summary }) => summary)) },
  { name: 'tentative', value: ({ cell }) => (cell.agreed.length === 0 ? null : cell.agreed.some(({ tentative }) => tentative)) },
  { name: 'pattern', value: ({ cell }) => cell.pattern?.relation },
  { name: 'comparedWith', value: ({ cell }) => cell.pattern?.comparedWith },
  { name: 'measure', value: ({ number }) => number?.measure },
  { name: 'measureTitle', value: ({ number }) => number?.title },
  { name: 'unit', value: ({ number }) => number?.unit },
  { name: 'contractYear', value: ({ number }) => number?.contractYear },
  { name: 'scope', value: ({ number }) => number?.scope },
  { name: 'union', value: ({ number }) => number?.union },
  { name: 'employer', value: ({ number }) => number?.employer },
  { name: 'agreed', value: ({ number }) => number?.agreed },
  { name: 'agreedClaimedBy', value: ({ number }) => number?.agreedClaimedBy },
  { name: 'gap', value: ({ number }) => number?.gap },
];

/** The most negotiations that are compared on all issues, and on a single one. */
const mostCompared = { onAll: 6, onOne: 25 };

/** `GET /comparison` */
export const comparisonOperation = operation({
  id: 'getComparison',
  path: '/comparison',
  summary: 'Negotiations side by side, issue by issue: proposed, answered, agreed',
  description:
    'Issues, and demands within them, come in the order of the editors. With `knownAt` they come in the order in which they were first published, because the log keeps no other. ' +
    'As CSV a row for each number of a cell, or one where it has none; as NDJSON a cell on each line.',
  params: noParams,
  query: z
    .strictObject({
      asOf: asOfParameter,
      knownAt: knownAtParameter,
      negotiations: listOf(slugSchema, mostCompared.onOne).meta({
        description: `The negotiations to set side by side, at most ${mostCompared.onAll}; on a single issue ${mostCompared.onOne}.`,
      }),
      issues: listOf(slugSchema, 50)
        .exactOptional()
        .meta({ description: 'Only these issues. Without it: all that any of the negotiations has something on.' }),
    })
    .refine(({ negotiations, issues }) => negotiations.length <= mostCompared.onAll || issues?.length === 1, {
      path: ['negotiations'],
      message: `at most ${mostCompared.onAll} at a time; on a single issue ${mostCompared.onOne}`,
    }),
  data: comparisonAnswer,
  writers: {
    csv: { write: (comparison) => toCsv(rowsOf(comparison), cellColumns) },
    ndjson: { write: (comparison) => toNdjson(cellsOf(comparison)) },
  },
  example: '/comparison?negotiations=dga-2023,wga-2023,sag-aftra-2023&issues=minimum-compensation&asOf=2023-10-02',
});
