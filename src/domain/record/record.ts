import { z } from 'zod';
import { demandSchema } from '../demand/demand.ts';
import { eventSchema } from '../event/event.ts';
import { issueSchema } from '../issue/issue.ts';
import { agreementSchema } from '../negotiation/agreement.ts';
import { gapsSchema, negotiationFrame } from '../negotiation/negotiation.ts';
import { employerAssociationSchema, personSchema, studioSchema, unionSchema } from '../party/party.ts';
import { measureDefinitionSchema } from '../position/measure.ts';
import { disputeSchema } from '../source/dispute.ts';
import { sourceSchema } from '../source/source.ts';

/** One negotiation with all its facts: the content of a file under `negotiations/`. */
export const negotiationFileSchema = z
  .strictObject({
    ...negotiationFrame,
    demands: z.array(demandSchema),
    events: z.array(eventSchema),
    disputes: z.array(disputeSchema),
    agreement: agreementSchema.exactOptional(),
    gaps: gapsSchema.exactOptional(),
  })
  .meta({ id: 'NegotiationFile', description: 'One negotiation with all its facts.' });
export type NegotiationFile = z.infer<typeof negotiationFileSchema>;

/** The seven registries, by the name of their file, with the schema of each list. */
export const registrySchemas = {
  associations: z.array(employerAssociationSchema),
  issues: z.array(issueSchema),
  measures: z.array(measureDefinitionSchema),
  people: z.array(personSchema),
  sources: z.array(sourceSchema),
  studios: z.array(studioSchema),
  unions: z.array(unionSchema),
} as const;
export type RegistryName = keyof typeof registrySchemas;
export type Registries = { [Name in RegistryName]: z.infer<(typeof registrySchemas)[Name]> };

/** The whole record: what an import reads and an export writes. */
export interface RecordFiles extends Registries {
  negotiations: NegotiationFile[];
}
