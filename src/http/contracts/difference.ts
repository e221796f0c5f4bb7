import { z } from 'zod';
import type { Change } from '#domain/change/change.ts';
import type { AxisMove, NumberMove } from '#domain/difference/difference.ts';
import { axes } from '#domain/event/status-change.ts';
import { unitSchema } from '#domain/position/measure.ts';
import { slugSchema } from '#domain/text/text.ts';
import { calendarDateSchema } from '#domain/time/partial-date.ts';
import { operation } from '../operation.ts';
import { firstDayParameter, lastDayParameter, wholeNumber } from '../parameters.ts';
import { changeAnswer, toChangeAnswer } from './change.ts';
import { type EventAnswer, eventAnswer } from './event.ts';
import { contractYear, slugParams } from './fields.ts';
import { type StatusRead, statusAnswer, toStatusAnswer } from './status.ts';

const numbers = z
  .strictObject({
    union: z.number().nullable(),
    employer: z.number().nullable(),
    agreed: z.number().nullable(),
    agreedClaimedBy: z.string().nullable().meta({ description: 'Whose costing the agreed number is, where it is one.' }),
  })
  .meta({ id: 'Numbers', description: 'The latest number of each side, and the agreed one; null where there is none.' });

/** What changed in a negotiation. */
export const differenceAnswer = z
  .strictObject({
    negotiation: slugSchema,
    before: z.strictObject({
      asOf: calendarDateSchema,
      status: statusAnswer.nullable().meta({ description: 'Null where the negotiation was not on the record by then.' }),
    }),
    after: z.strictObject({ asOf: calendarDateSchema, status: statusAnswer }),
    axes: z
      .array(
        z.strictObject({
          axis: z.enum(axes),
          before: z.string().nullable(),
          after: z.string().nullable(),
          event: slugSchema.nullable().meta({ description: 'The event that says so.' }),
        }),
      )
      .meta({ description: 'The axes on which it does not stand where it stood.' }),
    numbers: z
      .array(
        z.strictObject({
          measure: slugSchema,
          title: z.string(),
          unit: unitSchema,
          contractYear,
          scope: z.string().nullable(),
          before: numbers,
          after: numbers,
        }),
      )
      .meta({ description: 'The measures whose numbers changed.' }),
    events: z
      .array(eventAnswer)
      .meta({ description: 'What took effect since, or was announced since and is still to come, in order of time: at most 200.' }),
    changes: z
      .array(changeAnswer)
      .meta({ description: 'With `since`: every change to the negotiation that was written since, the earliest first, at most 200.' }),
    complete: z
      .boolean()
      .meta({ description: 'Whether all events and changes are told; where not, read the timeline and `GET /changes` in pages.' }),
  })
  .meta({ id: 'Difference', description: 'What changed in a negotiation between two days, or since a place in the log.' });

/** A difference as it is read. */
export interface DifferenceRead {
  readonly before: { readonly asOf: string; readonly status: StatusRead | null };
  readonly after: { readonly asOf: string; readonly status: StatusRead };
  readonly axes: readonly AxisMove[];
  readonly numbers: readonly NumberMove[];
  readonly changes: readonly Change[];
  readonly complete: boolean;
}

/** A difference in the shape of the API; its events are presented by whoever can read their sources. */
export function toDifferenceAnswer<Told extends EventAnswer>(
  negotiation: string,
  { before, after, axes, numbers, changes, complete }: DifferenceRead,
  events: readonly Told[],
  origin: string,
) {
  return {
    negotiation,
    before: { asOf: before.asOf, status: before.status === null ? null : toStatusAnswer(before.status) },
    after: { asOf: after.asOf, status: toStatusAnswer(after.status) },
    axes,
    numbers,
    events,
    changes: changes.map((change) => toChangeAnswer(change, origin)),
    complete,
  };
}

/** `GET /negotiations/{slug}/diff` */
export const differenceOperation = operation({
  id: 'getDifference',
  path: '/negotiations/{slug}/diff',
  summary: 'What changed in a negotiation between two dates, or since a number of the log',
  description:
    'Between two dates: by what the record says now, so that a day on which something is corrected changes nothing in the past. With `since`: what a reader who kept the ' +
    '`meta.version` of an earlier answer has not seen, corrections among it; `before` is then the status as the record knew it at that number. Without either: since a week before.',
  params: slugParams,
  query: z
    .strictObject({
      from: firstDayParameter.exactOptional().meta({
        description:
          'The earlier date: what was known at the end of that day; a month or a year is its first day. Without it: a week before the later one.',
      }),
      to: lastDayParameter
        .exactOptional()
        .meta({ description: 'The later date; a month or a year is its last day. Without it: today, in the time zone of the talks.' }),
      since: wholeNumber(1, 999_999_999)
        .exactOptional()
        .meta({ description: 'A number of the log: `meta.version` of an answer seen earlier.' }),
    })
    .refine(({ from, since }) => from === undefined || since === undefined, {
      path: ['from'],
      message: 'expected `from` or `since`, not both',
    })
    .refine(({ to, since }) => to === undefined || since === undefined, { path: ['to'], message: '`since` reaches to today' }),
  problems: ['NOT_FOUND', 'NOT_ON_RECORD'],
  data: differenceAnswer,
  example: '/negotiations/sag-aftra-2023/diff?from=2023-07-12&to=2023-10-02',
});
