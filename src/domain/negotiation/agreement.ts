import { z } from 'zod';
import { measureSchema } from '../position/measure.ts';
import { citationsSchema } from '../source/source.ts';
import { slugSchema, textSchema } from '../text/text.ts';
import { earliestDay, latestDay, partialDateSchema } from '../time/partial-date.ts';

/** One final term of an agreement. Its id is unique in its negotiation; `demand` is what it answers. */
export const termSchema = z
  .strictObject({
    id: slugSchema.meta({ description: 'The stable id of the term, unique in its negotiation.' }),
    demand: slugSchema.exactOptional().meta({ description: 'The demand of the same negotiation that it answers.' }),
    issue: slugSchema.meta({ description: 'The issue that it belongs to.' }),
    summary: textSchema(2000).meta({ description: 'What was agreed, in plain sentences.' }),
    measures: z.array(measureSchema).min(1).exactOptional(),
    citations: citationsSchema,
  })
  .meta({ id: 'Term' });
export type Term = z.infer<typeof termSchema>;

/** The contract that a negotiation ended in, with its final terms. */
export const agreementSchema = z
  .strictObject({
    title: textSchema(200).meta({ description: 'The name of the contract.' }),
    effectiveOn: partialDateSchema.exactOptional().meta({ description: 'The first day of the contract.' }),
    expiresOn: partialDateSchema.exactOptional().meta({ description: 'The last day of the contract.' }),
    ratifiedOn: partialDateSchema.exactOptional().meta({ description: 'The day on which members ratified it.' }),
    terms: z.array(termSchema),
  })
  .superRefine((agreement, context) => {
    if (
      agreement.effectiveOn !== undefined &&
      agreement.expiresOn !== undefined &&
      latestDay(agreement.expiresOn) < earliestDay(agreement.effectiveOn)
    )
      context.addIssue({ code: 'custom', path: ['expiresOn'], message: 'must not be before effectiveOn' });
  })
  .meta({ id: 'Agreement' });
export type Agreement = z.infer<typeof agreementSchema>;
