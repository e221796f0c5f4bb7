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
  .strictObject({
    measure: slugSchema.meta({ description: 'The name of the measure, the same in every negotiation.' }),
    title: textSchema(120).meta({ description: 'Its name for readers.' }),
    unit: unitSchema.meta({ description: 'What its numbers count.' }),
    summary: textSchema(500).meta({ description: 'What it measures.' }),
  })
  .meta({ id: 'MeasureDefinition' });
export type MeasureDefinition = z.infer<typeof measureDefinitionSchema>;

/** One number on the table. `value` is exact to six decimals; `claimedBy` marks a costing by one side or an outlet. */
export const measureSchema = z
  .strictObject({
    measure: slugSchema.meta({ description: 'What is measured, by its name in the registry of measures.' }),
    value: z
      .number()
      .min(-1e12)
      .max(1e12)
      .refine((value) => Number(value.toFixed(6)) === value, 'at most six decimals')
      .meta({ description: 'The number, exact to six decimals.' }),
    unit: unitSchema.meta({ description: 'What the number counts: that of the measure.' }),
    contractYear: z.int().min(1).max(10).exactOptional().meta({ description: 'The year of the contract that it is for, counted from 1.' }),
    scope: textSchema(300).exactOptional().meta({ description: 'For whom or what it is, where not for all.' }),
    effectiveOn: partialDateSchema.exactOptional().meta({ description: 'From when it is to hold.' }),
    claimedBy: textSchema(200)
      .exactOptional()
      .meta({ description: 'Whose costing it is, where it is the claim of one side or an outlet.' }),
  })
  .meta({ id: 'Measure' });
export type Measure = z.infer<typeof measureSchema>;
