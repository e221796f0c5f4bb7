import { z } from 'zod';
import { quoteSchema } from '../source/source.ts';
import { slugSchema, textSchema } from '../text/text.ts';

/** Words said in public: verbatim, short, and by somebody. `speaker` is null where an organization speaks. */
export const statementSchema = z
  .strictObject({
    speaker: slugSchema.nullable(),
    organization: textSchema(200),
    venue: textSchema(200).exactOptional(),
    quote: quoteSchema,
  })
  .meta({ id: 'Statement' });
