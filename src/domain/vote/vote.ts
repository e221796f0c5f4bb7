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
    purpose: votePurposeSchema,
    body: textSchema(200),
    opensOn: calendarDateSchema.exactOptional(),
    closesOn: calendarDateSchema.exactOptional(),
    closesAt: timeOfDaySchema.exactOptional(),
    eligible: count.exactOptional(),
    cast: count.exactOptional(),
    valid: count.exactOptional(),
    yes: count.exactOptional(),
    no: count.exactOptional(),
    yesPct: percentage.exactOptional(),
    turnoutPct: percentage.exactOptional(),
    result: z.enum(['PASSED', 'FAILED', 'PENDING']),
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
