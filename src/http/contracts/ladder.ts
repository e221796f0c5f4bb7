import { z } from 'zod';
import { sideSchema } from '#domain/party/party.ts';
import { unitSchema } from '#domain/position/measure.ts';
import { actSchema } from '#domain/position/position.ts';
import { slugSchema } from '#domain/text/text.ts';
import { partialDateSchema } from '#domain/time/partial-date.ts';
import { operation } from '../operation.ts';
import { asOfParameter } from '../parameters.ts';
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

/** `GET /negotiations/{slug}/ladder` */
export const ladderOperation = operation({
  id: 'listLadders',
  path: '/negotiations/{slug}/ladder',
  summary: 'Proposals, counters and what was agreed, number by number',
  params: slugParams,
  query: z.strictObject({
    asOf: asOfParameter,
    measure: slugSchema.exactOptional().meta({ description: 'Only this measure, such as general-wage-increase.' }),
  }),
  problems: ['NOT_FOUND', 'NOT_ON_RECORD'],
  data: z.array(ladderAnswer),
  example: '/negotiations/sag-aftra-2023/ladder?measure=general-wage-increase',
});
