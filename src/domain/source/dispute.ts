import { z } from 'zod';
import { slugSchema, textSchema } from '../text/text.ts';
import { citationsSchema } from './source.ts';

/** How a claim stands beside the others on its question, after Wikidata's ranks. */
export const claimRankSchema = z.enum(['PREFERRED', 'NORMAL', 'DEPRECATED']).meta({ id: 'ClaimRank' });
export type ClaimRank = z.infer<typeof claimRankSchema>;

/** One version of a disputed fact, with who says so. */
export const claimSchema = z
  .strictObject({
    claim: textSchema(500).meta({ description: 'What is claimed.' }),
    value: z
      .union([z.number(), textSchema(200)])
      .exactOptional()
      .meta({ description: 'The number or word claimed, where it is one.' }),
    claimedBy: textSchema(200).exactOptional().meta({ description: 'Who claims it.' }),
    rank: claimRankSchema.meta({ description: 'How it stands beside the other claims: PREFERRED, NORMAL or DEPRECATED.' }),
    reason: textSchema(500).exactOptional().meta({ description: 'Why it stands there.' }),
    citations: citationsSchema,
  })
  .meta({ id: 'Claim' });
export type Claim = z.infer<typeof claimSchema>;

/** A question on which sources or parties disagree. Every version stands; none is overwritten. */
export const disputeSchema = z
  .strictObject({
    id: slugSchema.meta({ description: 'The stable id of the dispute, unique in its negotiation.' }),
    question: textSchema(300).meta({ description: 'What is disputed.' }),
    subject: slugSchema.exactOptional().meta({ description: 'The event, demand or term that it is about.' }),
    status: z
      .enum(['SETTLED', 'OPEN', 'PARTY_DISPUTE'])
      .meta({ description: 'Whether it is settled, open, or stands between the parties.' }),
    claims: z.array(claimSchema).min(2, 'at least two claims: a dispute has two sides'),
    assessment: textSchema(1000).meta({ description: 'What the record makes of it.' }),
  })
  .meta({ id: 'Dispute' });
export type Dispute = z.infer<typeof disputeSchema>;
