import { z } from 'zod';
import { slugSchema } from '#domain/text/text.ts';
import { calendarMediaType } from '../calendars.ts';
import { fileOperation } from '../operation.ts';
import { asOfParameter, listOf } from '../parameters.ts';

/** The path of a calendar: the slug of its negotiation, or `all`, with the ending that calendar programs look for. */
export const calendarParams = z.strictObject({
  file: z
    .string()
    .endsWith('.ics')
    .transform((file) => file.slice(0, -'.ics'.length))
    .pipe(slugSchema)
    .meta({ description: 'The slug of a negotiation, or `all`, and `.ics`.' }),
});

/** What a calendar is narrowed to. */
export const calendarQuery = z.strictObject({
  asOf: asOfParameter,
  negotiation: listOf(slugSchema, 50).exactOptional().meta({ description: 'Only these negotiations, of the calendar of all.' }),
});

/** `GET /calendars/{file}` */
export const calendarOperation = fileOperation({
  id: 'subscribeCalendar',
  path: '/calendars/{file}',
  summary: 'Sessions, votes, deadlines and effective dates as iCalendar',
  description: 'What is only scheduled is tentative; what was moved or cancelled changes in the calendars that subscribed.',
  params: calendarParams,
  query: calendarQuery,
  mediaTypes: [calendarMediaType],
  problems: ['NOT_FOUND', 'NOT_ON_RECORD'],
  example: '/calendars/sag-aftra-2023.ics',
});
