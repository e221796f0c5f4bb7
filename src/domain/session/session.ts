import { z } from 'zod';
import { slugSchema, textSchema } from '../text/text.ts';

/** A bargaining session: the two sides meeting, or meant to. */
export const bargainingSessionSchema = z
  .strictObject({
    status: z.enum(['SCHEDULED', 'HELD', 'CANCELLED']).meta({ description: 'Whether the sides met, are to meet, or were to.' }),
    format: textSchema(120).exactOptional().meta({ description: 'In person, by video, or how else they met.' }),
    venue: textSchema(200).exactOptional().meta({ description: 'Where they met.' }),
    attendees: z
      .array(slugSchema.meta({ description: 'A person of the record.' }))
      .min(1)
      .exactOptional()
      .meta({ description: 'Who was in the room, as far as sources name them.' }),
  })
  .meta({ id: 'BargainingSession' });
export type BargainingSession = z.infer<typeof bargainingSessionSchema>;
