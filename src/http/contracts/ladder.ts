import { z } from 'zod';
import { sideSchema } from '#domain/party/party.ts';
import { unitSchema } from '#domain/position/measure.ts';
import { actSchema } from '#domain/position/position.ts';
import { slugSchema } from '#domain/text/text.ts';
import { partialDateSchema } from '#domain/time/partial-date.ts';
import { type Column, toCsv, toNdjson } from '../formats.ts';
import { operation } from '../operation.ts';
import { asOfParameter, wholeNumber } from '../parameters.ts';
import { contractYear, slugParams } from './fields.ts';

const stepAnswer = z
  .strictObject({
    date: partialDateSchema,
    party: sideSchema,
    act: actSchema,
    value: z.number(),
    claimedBy: z.string().nullable().meta({ description: 'Who costed or described it, where it is a claim.' }),
    event: slugSchema,
  })
  .meta({ id: 'LadderStep' });

/** One measure, from the first ask to what was agreed. */
export const ladderAnswer = z
  .strictObject({
    measure: slugSchema,
    title: z.string(),
    unit: unitSchema,
    contractYear,
    scope: z.string().nullable(),
    steps: z.array(stepAnswer),
    latest: z.strictObject({ union: stepAnswer.nullable(), employer: stepAnswer.nullable() }),
    agreed: z
      .strictObject({
        value: z.number(),
        claimedBy: z.string().nullable().meta({ description: 'Whose costing it is, where the agreement itself does not have the number.' }),
        term: slugSchema,
        date: partialDateSchema.nullable(),
        tentative: z.boolean(),
      })
      .nullable(),
    gap: z
      .number()
      .nullable()
      .meta({ description: 'The latest union value less the latest employer value; null where a side is missing or it is agreed.' }),
  })
  .meta({
    id: 'Ladder',
    description: 'The path of one measure: each side’s moves in order, the latest of each, the gap, and what was agreed.',
  });

type LadderAnswer = z.output<typeof ladderAnswer>;

/** A row of ladders as a table: a move of a side, or what both agreed. */
interface LadderRow {
  readonly ladder: LadderAnswer;
  readonly date: string | null;
  readonly party: string;
  readonly act: string;
  readonly value: number;
  readonly claimedBy?: string | null;
  readonly event?: string;
  readonly term?: string;
  readonly tentative?: boolean;
}

const ladderColumns: readonly Column<LadderRow>[] = [
  { name: 'measure', value: ({ ladder }) => ladder.measure },
  { name: 'title', value: ({ ladder }) => ladder.title },
  { name: 'unit', value: ({ ladder }) => ladder.unit },
  { name: 'contractYear', value: ({ ladder }) => ladder.contractYear },
  { name: 'scope', value: ({ ladder }) => ladder.scope },
  { name: 'date', value: ({ date }) => date },
  { name: 'party', value: ({ party }) => party },
  { name: 'act', value: ({ act }) => act },
  { name: 'value', value: ({ value }) => value },
  { name: 'claimedBy', value: ({ claimedBy }) => claimedBy },
  { name: 'event', value: ({ event }) => event },
  { name: 'term', value: ({ term }) => term },
  { name: 'tentative', value: ({ tentative }) => tentative },
];

/** The rows that a chart of the ladder draws: each side's moves in order, then what both agreed. */
function rowsOf(ladder: LadderAnswer): LadderRow[] {
  const { steps, agreed } = ladder;
  return [...steps.map((step) => ({ ladder, ...step })), ...(agreed === null ? [] : [{ ladder, party: 'BOTH', act: 'AGREED', ...agreed }])];
}

/** `GET /negotiations/{slug}/ladder` */
export const ladderOperation = operation({
  id: 'listLadders',
  path: '/negotiations/{slug}/ladder',
  summary: 'Proposals, counters and what was agreed, number by number',
  description: 'As CSV a row for each move of a side, and for what both agreed; as NDJSON a ladder on each line.',
  params: slugParams,
  query: z
    .strictObject({
      asOf: asOfParameter,
      measure: slugSchema.exactOptional().meta({ description: 'Only this measure, such as general-wage-increase.' }),
      contractYear: wholeNumber(0, 10)
        .exactOptional()
        .meta({ description: 'Only this contract year of the measure; 0 for numbers that are for no one year.' }),
      scope: z
        .string()
        .max(300)
        .exactOptional()
        .meta({ description: 'Only this scope of the measure, as an answer has it; empty for numbers that hold for all.' }),
    })
    .refine(({ measure, contractYear }) => contractYear === undefined || measure !== undefined, {
      path: ['contractYear'],
      message: 'needs measure',
    })
    .refine(({ measure, scope }) => scope === undefined || measure !== undefined, { path: ['scope'], message: 'needs measure' }),
  problems: ['NOT_FOUND', 'NOT_ON_RECORD'],
  data: z.array(ladderAnswer),
  writers: { csv: { write: (ladders) => toCsv(ladders.flatMap(rowsOf), ladderColumns) }, ndjson: { write: toNdjson } },
  example: '/negotiations/sag-aftra-2023/ladder?measure=general-wage-increase',
});
