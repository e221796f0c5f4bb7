import { z } from 'zod';
import { slugSchema, textSchema } from '../text/text.ts';

/** A bargaining session: the two sides meeting, or meant to. */
export const bargainingSessionSchema = z
  .strictObject({
    status: z.enum(['SCHEDULED', 'HELD', 'CANCELLED']),
    format: textSchema(120).exactOptional(),
    venue: textSchema(200).exactOptional(),
    attendees: z.array(slugSchema).min(1).exactOptional(),
  })
  .meta({ id: 'BargainingSession' });
export type BargainingSession = z.infer<typeof bargainingSessionSchema>;
