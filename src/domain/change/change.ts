import { z } from 'zod';
import { slugSchema } from '../text/text.ts';

/** What a change did to a fact. */
export const changeKinds = ['PUBLISHED', 'CORRECTED', 'RETRACTED'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** What a change can be about: each entity is one kind of fact, the unit that is published, corrected or retracted. */
export const changeEntities = [
  'SOURCE',
  'UNION',
  'ASSOCIATION',
  'STUDIO',
  'PERSON',
  'ISSUE',
  'MEASURE',
  'NEGOTIATION',
  'DEMAND',
  'EVENT',
  'TERM',
  'DISPUTE',
] as const;
export type ChangeEntity = (typeof changeEntities)[number];

/** A fact in the format of the record, as the log keeps it. */
const loggedFactSchema = z.record(z.string(), z.unknown());

/** One row of the log: a fact was published, corrected or retracted. The log has no gaps and is never altered. */
export const changeSchema = z
  .strictObject({
    seq: z.int().positive().meta({ description: 'Its number: without gaps, in the order in which changes took effect.' }),
    kind: z.enum(changeKinds),
    entity: z.enum(changeEntities),
    key: z.string().meta({ description: 'The slug or id of the fact; of demands, terms and disputes negotiation/id.' }),
    negotiation: slugSchema.nullable(),
    before: loggedFactSchema.nullable().meta({ description: 'What the record said; null for a publication.' }),
    after: loggedFactSchema.nullable().meta({ description: 'What the record says since; null for a retraction.' }),
    reason: z.string().nullable().meta({ description: 'Why it was corrected or retracted.' }),
    actor: z.string().meta({ description: 'Who did it.' }),
    recordedAt: z.iso.datetime().meta({ description: 'When this record said so first.' }),
  })
  .meta({ id: 'Change', description: 'A publication, correction or retraction of one fact.' });
export type Change = z.infer<typeof changeSchema>;
