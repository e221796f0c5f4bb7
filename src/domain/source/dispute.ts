import { z } from 'zod';
import { slugSchema, textSchema } from '../text/text.ts';
import { citationsSchema } from './source.ts';

/** How a claim stands beside the others on its question, after Wikidata's ranks. */
export const claimRankSchema = z.enum(['PREFERRED', 'NORMAL', 'DEPRECATED']).meta({ id: 'ClaimRank' });
export type ClaimRank = z.infer<typeof claimRankSchema>;

/** One version of a disputed fact, with who says so. */
export const claimSchema = z
  .strictObject({
    claim: textSchema(500),
    value: z.union([z.number(), textSchema(200)]).exactOptional(),
    claimedBy: textSchema(200).exactOptional(),
    rank: claimRankSchema,
    reason: textSchema(500).exactOptional(),
    citations: citationsSchema,
  })
  .meta({ id: 'Claim' });
export type Claim = z.infer<typeof claimSchema>;

/** A question on which sources or parties disagree. Every version stands; none is overwritten. */
export const disputeSchema = z
  .strictObject({
    id: slugSchema,
    question: textSchema(300),
    subject: slugSchema.exactOptional(),
    status: z.enum(['SETTLED', 'OPEN', 'PARTY_DISPUTE']),
    claims: z.array(claimSchema).min(2, 'at least two claims: a dispute has two sides'),
    assessment: textSchema(1000),
  })
  .meta({ id: 'Dispute' });
export type Dispute = z.infer<typeof disputeSchema>;
