import { z } from 'zod';
import { textSchema } from '../text/text.ts';
import { calendarDateSchema, timeOfDaySchema } from '../time/partial-date.ts';

const count = z.int().nonnegative().max(100_000_000);
const percentage = z.number().min(0).max(100);

/** What a vote decides. */
export const votePurposeSchema = z.enum([
  'STRIKE_AUTHORIZATION',
  'RATIFICATION',
  'BOARD_APPROVAL',
  'COMMITTEE_APPROVAL',
  'PATTERN_OF_DEMANDS',
  'OTHER',
]);

/**
 * A vote with every denominator that is known: `eligible` could vote, `cast` did, `valid` counted, `yes + no <= valid`.
 * `yesPct` is a percentage of the valid votes and `turnoutPct` of the eligible, as the source states them.
 */
export const voteSchema = z
  .strictObject({
    purpose: votePurposeSchema.meta({ description: 'What it decides.' }),
    body: textSchema(200).meta({ description: 'Who votes.' }),
    opensOn: calendarDateSchema.exactOptional().meta({ description: 'The first day of voting.' }),
    closesOn: calendarDateSchema.exactOptional().meta({ description: 'The last day of voting.' }),
    closesAt: timeOfDaySchema.exactOptional().meta({ description: 'When voting ends on that day, in the time zone of the negotiation.' }),
    eligible: count.exactOptional().meta({ description: 'How many could vote.' }),
    cast: count.exactOptional().meta({ description: 'How many did.' }),
    valid: count.exactOptional().meta({ description: 'How many of those votes counted.' }),
    yes: count.exactOptional().meta({ description: 'Votes for it.' }),
    no: count.exactOptional().meta({ description: 'Votes against it.' }),
    yesPct: percentage.exactOptional().meta({ description: 'The percentage of the valid votes that was for it, as the source states it.' }),
    turnoutPct: percentage.exactOptional().meta({ description: 'The percentage of the eligible that voted, as the source states it.' }),
    result: z.enum(['PASSED', 'FAILED', 'PENDING']).meta({ description: 'What came of it.' }),
  })
  .superRefine((vote, context) => {
    const refuse = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
    if (vote.opensOn !== undefined && vote.closesOn !== undefined && vote.closesOn < vote.opensOn)
      refuse('closesOn', 'must not be before opensOn');
    if (vote.closesAt !== undefined && vote.closesOn === undefined) refuse('closesAt', 'needs closesOn');
    if (vote.cast !== undefined && vote.eligible !== undefined && vote.cast > vote.eligible)
      refuse('cast', 'must not be more than eligible');
    if (vote.valid !== undefined && vote.cast !== undefined && vote.valid > vote.cast) refuse('valid', 'must not be more than cast');
    const ceiling = vote.valid ?? vote.cast ?? vote.eligible;
    if (ceiling !== undefined && (vote.yes ?? 0) + (vote.no ?? 0) > ceiling)
      refuse('yes', 'yes and no together must not be more than the votes they are part of');
  })
  .meta({ id: 'Vote' });
export type Vote = z.infer<typeof voteSchema>;
