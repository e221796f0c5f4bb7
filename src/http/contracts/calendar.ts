import { z } from 'zod';
import { slugSchema } from '#domain/text/text.ts';
import { asOfParameter, listOf } from '../parameters.ts';

/** The path of a calendar: the slug of its negotiation, or `all`, with the ending that calendar programs look for. */
export const calendarParams = z.strictObject({
  file: z
    .string()
    .endsWith('.ics')
    .transform((file) => file.slice(0, -'.ics'.length))
    .pipe(slugSchema),
});

/** What a calendar is narrowed to. */
export const calendarQuery = z.strictObject({ asOf: asOfParameter, negotiation: listOf(slugSchema, 50).exactOptional() });
