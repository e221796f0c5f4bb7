import { z } from 'zod';
import { slugSchema, textSchema } from '../text/text.ts';

/** A subject of bargaining: the rows of a comparison. A tree of two levels or more through `parent`. */
export const issueSchema = z
  .strictObject({
    slug: slugSchema,
    title: textSchema(120),
    parent: slugSchema.nullable(),
    summary: textSchema(1000),
    economic: z.boolean(),
  })
  .meta({ id: 'Issue' });
export type Issue = z.infer<typeof issueSchema>;
