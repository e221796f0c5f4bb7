import { z } from 'zod';
import { type DayCount, dayCountMethods } from '#domain/deal-status/day-count.ts';
import { slugSchema } from '#domain/text/text.ts';
import { calendarDateSchema } from '#domain/time/partial-date.ts';
import { operation } from '../operation.ts';
import { lastDayParameter } from '../parameters.ts';
import { noParams } from './fields.ts';
import { dayCountFields } from './status.ts';

/** The days of a stoppage on a date, with the methods that counted them. */
export const dayCountAnswer = z
  .strictObject({
    negotiation: slugSchema,
    on: calendarDateSchema,
    ...dayCountFields,
    beganBy: slugSchema.meta({ description: 'The event that began the stoppage.' }),
    endedBy: slugSchema.nullable().meta({ description: 'The event that ended or suspended it.' }),
    method: z.strictObject({ inclusive: z.string(), elapsed: z.string(), working: z.string() }),
  })
  .meta({ id: 'DayCount' });

const { inclusive, elapsed, working } = dayCountMethods;
const method = { inclusive: inclusive.explanation, elapsed: elapsed.explanation, working: working.explanation };

/** A day count in the shape of the API. */
export function toDayCountAnswer(negotiation: string, count: DayCount): z.infer<typeof dayCountAnswer> {
  return { negotiation, ...count, method };
}

/** `GET /daycount` */
export const dayCountOperation = operation({
  id: 'getDayCount',
  path: '/daycount',
  summary: 'Which day of a strike or lockout a date is, by three methods',
  params: noParams,
  query: z.strictObject({
    negotiation: slugSchema.meta({ description: 'The negotiation whose stoppage it is.' }),
    on: lastDayParameter
      .exactOptional()
      .meta({ description: 'The date to count to; a month or a year is its last day. Without it: today, in the time zone of the talks.' }),
  }),
  problems: ['NO_STOPPAGE'],
  data: dayCountAnswer,
  example: '/daycount?negotiation=sag-aftra-2023&on=2023-10-02',
});
