import { z } from 'zod';
import { headcountSchema } from '../party/party.ts';
import { slugSchema, textSchema } from '../text/text.ts';
import { timeZoneSchema } from '../time/partial-date.ts';

/** What identifies and frames a negotiation, without its facts. */
export const negotiationFrame = {
  slug: slugSchema,
  title: textSchema(200),
  shortTitle: textSchema(60),
  cycle: textSchema(20),
  unions: z.array(slugSchema).min(1).max(50),
  association: slugSchema.exactOptional(),
  studios: z.array(slugSchema).min(1).max(200).exactOptional(),
  contract: textSchema(300),
  timeZone: timeZoneSchema,
  summary: textSchema(2000),
  predecessor: slugSchema.exactOptional(),
  successor: slugSchema.exactOptional(),
  workersCovered: z.array(headcountSchema).min(1).exactOptional(),
};
const negotiationSchema = z.strictObject(negotiationFrame);

/** A negotiation: unions and employers over one contract in one cycle, in one place's calendar. */
export type Negotiation = z.infer<typeof negotiationSchema>;
