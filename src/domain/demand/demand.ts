import { z } from 'zod';
import { sideSchema } from '../party/party.ts';
import { slugSchema, textSchema } from '../text/text.ts';

/** One thing on the table in one negotiation, from either side, under an issue. Its id is unique in its negotiation. */
export const demandSchema = z
  .strictObject({
    id: slugSchema.meta({ description: 'The stable id of the demand, unique in its negotiation.' }),
    issue: slugSchema.meta({ description: 'The issue that it belongs to.' }),
    title: textSchema(200).meta({ description: 'What is asked, in few words.' }),
    summary: textSchema(1000).exactOptional().meta({ description: 'What is asked, in plain sentences.' }),
    scope: textSchema(300).exactOptional().meta({ description: 'For whom or what it is, where not for all.' }),
    raisedBy: sideSchema.meta({ description: 'The side that put it on the table.' }),
  })
  .meta({ id: 'Demand' });
export type Demand = z.infer<typeof demandSchema>;
