import { z } from 'zod';
import { dayCountMethods } from '#domain/deal-status/day-count.ts';
import { type DealStatus, headlines } from '#domain/deal-status/deal-status.ts';
import { axisStates, stoppageKindSchema } from '#domain/event/status-change.ts';
import { factsOf, plainText } from '#domain/text/sentence.ts';
import { slugSchema } from '#domain/text/text.ts';
import { calendarDateSchema, partialDateSchema, timeOfDaySchema } from '#domain/time/partial-date.ts';
import type { Column } from '../formats.ts';
import { knownAtParameter } from '../known-at.ts';
import { listOperation } from '../operation.ts';
import { asOfParameter, listOf } from '../parameters.ts';
import { eventReference, joined, noParams } from './fields.ts';

const reading = { since: partialDateSchema.nullable(), event: slugSchema.nullable() };

/** The five axes, each with its state, since when, and the event that says so. */
export const axesAnswer = z
  .strictObject({
    agreement: z.strictObject({ state: z.enum(axisStates.AGREEMENT).nullable(), ...reading }),
    bargaining: z.strictObject({ state: z.enum(axisStates.BARGAINING), ...reading }),
    stoppage: z.strictObject({ state: z.enum(axisStates.STOPPAGE), ...reading, kind: stoppageKindSchema.nullable() }),
    approval: z.strictObject({ state: z.enum(axisStates.APPROVAL), ...reading }),
    blackout: z.strictObject({ state: z.enum(axisStates.BLACKOUT), ...reading }),
  })
  .meta({ id: 'Axes' });

const nextStepAnswer = z
  .strictObject({
    who: z.enum(['UNION', 'EMPLOYER', 'BOTH', 'UNION_MEMBERS', 'UNION_LEADERS', 'NOBODY']),
    what: z.string(),
    since: partialDateSchema.nullable(),
    waitingDays: z.int().nonnegative().nullable().meta({ description: 'Whole days from `since` to the date asked about.' }),
    event: slugSchema.nullable(),
    next: z
      .strictObject({
        kind: z.enum(['SESSION', 'VOTE_CLOSES', 'STOPPAGE_ENDS', 'STOPPAGE_BEGINS', 'TAKES_EFFECT', 'EXPIRES', 'EVENT']),
        date: partialDateSchema,
        time: timeOfDaySchema.nullable(),
        what: z.string(),
        event: slugSchema.nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'NextStep', description: 'Who has to act, what, and since when; and the next dated thing.' });

/** A count of the days of a stoppage, by three methods. */
export const dayCountFields = {
  stoppage: stoppageKindSchema,
  state: z.enum(['IN_EFFECT', 'SUSPENDED', 'ENDED']),
  from: calendarDateSchema,
  to: calendarDateSchema,
  inclusive: z.int().nonnegative().meta({ description: dayCountMethods.inclusive.explanation }),
  elapsed: z.int().nonnegative().meta({ description: dayCountMethods.elapsed.explanation }),
  working: z.int().nonnegative().meta({ description: dayCountMethods.working.explanation }),
};

/** The agreement of a negotiation in one line. */
export const agreementSummary = z
  .strictObject({
    title: z.string(),
    effectiveOn: partialDateSchema.exactOptional(),
    expiresOn: partialDateSchema.exactOptional(),
    ratifiedOn: partialDateSchema.exactOptional(),
    tentative: z.boolean().meta({ description: 'Agreed by the negotiators and not yet ratified.' }),
  })
  .meta({ id: 'AgreementSummary' });
type AgreementSummary = z.infer<typeof agreementSummary>;

/** Where one negotiation stands. */
export const statusAnswer = z
  .strictObject({
    negotiation: slugSchema,
    title: z.string(),
    shortTitle: z.string(),
    cycle: z.string(),
    unions: z.array(slugSchema),
    association: slugSchema.nullable(),
    headline: z.enum(headlines),
    label: z.string(),
    explanation: z.string().meta({ description: 'One sentence with the facts that made it so; `basis` has the events that prove them.' }),
    basis: z.array(slugSchema).meta({ description: 'The ids of the events that the explanation rests on.' }),
    ends: z.string().nullable().meta({ description: 'What would end this state.' }),
    axes: axesAnswer,
    dayCount: z.strictObject(dayCountFields).exactOptional().meta({ description: 'The days of the latest stoppage, where there was one.' }),
    nextStep: nextStepAnswer,
    latestEvent: eventReference.nullable(),
    agreement: agreementSummary.exactOptional(),
  })
  .meta({ id: 'Status', description: 'Where one negotiation stands on a date, derived from its dated facts.' });
export type StatusAnswer = z.infer<typeof statusAnswer>;

/** A status as it is read: with what names the negotiation. */
export interface StatusRead {
  readonly negotiation: {
    readonly slug: string;
    readonly title: string;
    readonly shortTitle: string;
    readonly cycle: string;
    readonly unions: readonly string[];
    readonly association?: string;
  };
  readonly status: DealStatus;
  readonly latestEvent: z.infer<typeof eventReference> | null;
  readonly agreement: AgreementSummary | null;
}

/** A status in the shape of the API. */
export function toStatusAnswer({ negotiation, status, latestEvent, agreement }: StatusRead): StatusAnswer {
  const { headline, label, explanation, ends, axes, dayCount, nextStep } = status;
  const { slug, title, shortTitle, cycle, unions, association } = negotiation;
  return {
    negotiation: slug,
    title,
    shortTitle,
    cycle,
    unions: [...unions],
    association: association ?? null,
    headline,
    label,
    explanation: plainText(explanation),
    basis: factsOf(explanation),
    ends,
    axes,
    ...(dayCount !== null && {
      dayCount: {
        stoppage: dayCount.stoppage,
        state: dayCount.state,
        from: dayCount.from,
        to: dayCount.to,
        inclusive: dayCount.inclusive,
        elapsed: dayCount.elapsed,
        working: dayCount.working,
      },
    }),
    nextStep,
    latestEvent,
    ...(agreement !== null && { agreement }),
  };
}

/** The place of a negotiation in lists: the latest begun first. */
export const negotiationKey = z.strictObject({ startedOn: calendarDateSchema, slug: z.string() });

const statusColumns: readonly Column<StatusAnswer>[] = [
  { name: 'negotiation', value: ({ negotiation }) => negotiation },
  { name: 'title', value: ({ title }) => title },
  { name: 'cycle', value: ({ cycle }) => cycle },
  { name: 'unions', value: ({ unions }) => joined(unions) },
  { name: 'association', value: ({ association }) => association },
  { name: 'headline', value: ({ headline }) => headline },
  { name: 'label', value: ({ label }) => label },
  { name: 'explanation', value: ({ explanation }) => explanation },
  { name: 'ends', value: ({ ends }) => ends },
  { name: 'agreementState', value: ({ axes }) => axes.agreement.state },
  { name: 'bargainingState', value: ({ axes }) => axes.bargaining.state },
  { name: 'stoppageState', value: ({ axes }) => axes.stoppage.state },
  { name: 'approvalState', value: ({ axes }) => axes.approval.state },
  { name: 'blackoutState', value: ({ axes }) => axes.blackout.state },
  { name: 'stoppage', value: ({ dayCount }) => dayCount?.stoppage },
  { name: 'stoppageFrom', value: ({ dayCount }) => dayCount?.from },
  { name: 'stoppageTo', value: ({ dayCount }) => dayCount?.to },
  { name: 'daysInclusive', value: ({ dayCount }) => dayCount?.inclusive },
  { name: 'daysElapsed', value: ({ dayCount }) => dayCount?.elapsed },
  { name: 'daysWorking', value: ({ dayCount }) => dayCount?.working },
  { name: 'nextActor', value: ({ nextStep }) => nextStep.who },
  { name: 'nextStep', value: ({ nextStep }) => nextStep.what },
  { name: 'nextDate', value: ({ nextStep }) => nextStep.next?.date },
  { name: 'nextDateWhat', value: ({ nextStep }) => nextStep.next?.what },
  { name: 'latestEvent', value: ({ latestEvent }) => latestEvent?.id },
  { name: 'basis', value: ({ basis }) => joined(basis) },
];

/** `GET /status` */
export const statusOperation = listOperation({
  id: 'listStatuses',
  path: '/status',
  summary: 'Where every negotiation stands on a date',
  description: 'Derived from the dated facts by the published rules; nothing here is typed in by hand.',
  params: noParams,
  query: z.strictObject({
    asOf: asOfParameter,
    knownAt: knownAtParameter,
    cycle: z.string().min(1).max(20).exactOptional().meta({ description: 'Only this bargaining cycle, such as 2023.' }),
    negotiation: listOf(slugSchema, 50).exactOptional().meta({ description: 'Only these negotiations.' }),
  }),
  item: statusAnswer,
  key: negotiationKey,
  columns: statusColumns,
  example: '/status?asOf=2023-10-02',
});
