import { z } from 'zod';
import { quoteSchema } from '../source/source.ts';
import { slugSchema, textSchema } from '../text/text.ts';

/** Words said in public: verbatim, short, and by somebody. `speaker` is null where an organization speaks. */
export const statementSchema = z
  .strictObject({
    speaker: slugSchema.nullable().meta({ description: 'Who said it, a person of the record; none where an organization speaks.' }),
    organization: textSchema(200).meta({ description: 'The organization spoken for, by its slug or its name.' }),
    venue: textSchema(200).exactOptional().meta({ description: 'Where it was said.' }),
    quote: quoteSchema.meta({ description: 'The words, verbatim.' }),
  })
  .meta({ id: 'Statement' });
export type Statement = z.infer<typeof statementSchema>;
