import { z } from 'zod';
import { slugSchema, textSchema } from '../text/text.ts';
import { partialDateSchema } from '../time/partial-date.ts';

/** What a number counts. */
export const unitSchema = z
  .enum(['PERCENT', 'USD', 'USD_MILLION', 'USD_MILLION_PER_YEAR', 'CENTS_PER_SUBSCRIBER', 'DAYS', 'WEEKS', 'PEOPLE', 'RATIO', 'COUNT'])
  .meta({ id: 'Unit' });
export type Unit = z.infer<typeof unitSchema>;

/** A name that a measure is used under, the same in every negotiation. */
export const measureDefinitionSchema = z
  .strictObject({ measure: slugSchema, title: textSchema(120), unit: unitSchema, summary: textSchema(500) })
  .meta({ id: 'MeasureDefinition' });
export type MeasureDefinition = z.infer<typeof measureDefinitionSchema>;

/** One number on the table. `value` is exact to six decimals; `claimedBy` marks a costing by one side or an outlet. */
export const measureSchema = z
  .strictObject({
    measure: slugSchema,
    value: z
      .number()
      .min(-1e12)
      .max(1e12)
      .refine((value) => Number(value.toFixed(6)) === value, 'at most six decimals'),
    unit: unitSchema,
    contractYear: z.int().min(1).max(10).exactOptional(),
    scope: textSchema(300).exactOptional(),
    effectiveOn: partialDateSchema.exactOptional(),
    claimedBy: textSchema(200).exactOptional(),
  })
  .meta({ id: 'Measure' });
export type Measure = z.infer<typeof measureSchema>;
