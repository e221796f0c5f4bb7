import { z } from 'zod';
import { agreementSchema } from './agreement.ts';
import { gapsSchema, negotiationFrame } from './negotiation.ts';

const { title, effectiveOn, expiresOn, ratifiedOn } = agreementSchema.shape;

/** A negotiation as one fact of the log: without its lists, which are facts of their own. */
export const negotiationFactSchema = z.strictObject({
  ...negotiationFrame,
  agreement: z.strictObject({ title, effectiveOn, expiresOn, ratifiedOn }).exactOptional(),
  gaps: gapsSchema.exactOptional(),
});
export type NegotiationFact = z.infer<typeof negotiationFactSchema>;
