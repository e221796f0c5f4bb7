import { z } from 'zod';
import { headcountSchema } from '../party/party.ts';
import { slugSchema, textSchema } from '../text/text.ts';
import { timeZoneSchema } from '../time/partial-date.ts';

/** What identifies and frames a negotiation, without its facts. */
export const negotiationFrame = {
  slug: slugSchema.meta({ description: 'The stable name of the negotiation.' }),
  title: textSchema(200).meta({ description: 'Its full name.' }),
  shortTitle: textSchema(60).meta({ description: 'Its name where room is short.' }),
  cycle: textSchema(20).meta({ description: 'The round of bargaining that it belongs to.' }),
  unions: z
    .array(slugSchema.meta({ description: 'A union that bargains.' }))
    .min(1)
    .max(50)
    .meta({ description: 'The unions that bargain.' }),
  association: slugSchema.exactOptional().meta({ description: 'The association that bargains for the employers.' }),
  studios: z
    .array(slugSchema.meta({ description: 'A company that bargains for itself.' }))
    .min(1)
    .max(200)
    .exactOptional()
    .meta({ description: 'The companies that bargain for themselves.' }),
  contract: textSchema(300).meta({ description: 'The contract that is bargained over.' }),
  timeZone: timeZoneSchema.meta({ description: 'The time zone, by its IANA name, in which its dates and times are meant.' }),
  summary: textSchema(2000).meta({ description: 'What it was about and what came of it.' }),
  predecessor: slugSchema.exactOptional().meta({ description: 'The negotiation over the contract before.' }),
  successor: slugSchema.exactOptional().meta({ description: 'The negotiation over the contract after.' }),
  workersCovered: z.array(headcountSchema).min(1).exactOptional().meta({ description: 'How many people the contract covers.' }),
};
/** What could not be sourced of a negotiation. */
export const gapsSchema = z
  .array(textSchema(500).meta({ description: 'What could not be sourced, in a plain sentence.' }))
  .meta({ description: 'What could not be sourced.' });

const negotiationSchema = z.strictObject(negotiationFrame);

/** A negotiation: unions and employers over one contract in one cycle, in one place's calendar. */
export type Negotiation = z.infer<typeof negotiationSchema>;
