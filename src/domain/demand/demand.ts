import { z } from 'zod';
import { sideSchema } from '../party/party.ts';
import { slugSchema, textSchema } from '../text/text.ts';

/** One thing on the table in one negotiation, from either side, under an issue. Its id is unique in its negotiation. */
export const demandSchema = z
  .strictObject({
    id: slugSchema,
    issue: slugSchema,
    title: textSchema(200),
    summary: textSchema(1000).exactOptional(),
    scope: textSchema(300).exactOptional(),
    raisedBy: sideSchema,
  })
  .meta({ id: 'Demand' });
export type Demand = z.infer<typeof demandSchema>;
