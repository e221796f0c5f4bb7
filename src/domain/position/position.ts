import { z } from 'zod';
import { sideSchema } from '../party/party.ts';
import { slugSchema } from '../text/text.ts';
import { measureSchema } from './measure.ts';

/** What a side did with a demand; see {@link acts}. */
export const actSchema = z
  .enum([
    'PROPOSED',
    'COUNTERED',
    'REJECTED',
    'REJECTED_NO_COUNTER',
    'HELD',
    'WITHDRAWN',
    'TENTATIVELY_AGREED',
    'LAST_BEST_FINAL',
    'CLAIMED',
  ])
  .meta({ id: 'Act' });
export type Act = z.infer<typeof actSchema>;

/** A move on one demand by one side. */
export const positionSchema = z
  .strictObject({
    demand: slugSchema.meta({ description: 'The demand of the same negotiation that was moved on.' }),
    party: sideSchema.meta({ description: 'The side that moved.' }),
    act: actSchema.meta({ description: 'What it did with the demand.' }),
    moves: z.array(measureSchema).min(1).exactOptional(),
  })
  .meta({ id: 'Position' });

/** Every act with its label and what it says. The words are those of the parties' own charts. */
export const acts = {
  PROPOSED: { label: 'Proposed', explanation: 'Put its own terms on the table.' },
  COUNTERED: { label: 'Countered', explanation: 'Answered with changed terms.' },
  REJECTED: { label: 'Rejected', explanation: 'Turned the other side’s terms down.' },
  REJECTED_NO_COUNTER: { label: 'Rejected, no counter', explanation: 'Turned the other side’s terms down and offered none of its own.' },
  HELD: { label: 'Held', explanation: 'Kept to its earlier position.' },
  WITHDRAWN: { label: 'Withdrew', explanation: 'Took its own proposal off the table.' },
  TENTATIVELY_AGREED: { label: 'Tentatively agreed', explanation: 'Agreed the item, subject to approval of the whole.' },
  LAST_BEST_FINAL: { label: 'Last, best and final', explanation: 'Named its offer its last; talks may still go on.' },
  CLAIMED: { label: 'Described', explanation: 'A side’s or an outlet’s account or costing of a position, not a move of its own.' },
} as const satisfies Record<Act, { label: string; explanation: string }>;
