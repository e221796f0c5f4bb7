import { z } from 'zod';
import { citationsSchema } from '../source/source.ts';
import { slugSchema, textSchema } from '../text/text.ts';
import { partialDateSchema } from '../time/partial-date.ts';

/** The two sides of a table. */
export const sideSchema = z.enum(['UNION', 'EMPLOYER']).meta({ id: 'Side' });
export type Side = z.infer<typeof sideSchema>;

/** A count of people with what it counts: no bare number of members or workers. */
export const headcountSchema = z.strictObject({
  count: z.int().positive().max(100_000_000).meta({ description: 'How many people.' }),
  asOf: partialDateSchema.exactOptional().meta({ description: 'When they were counted.' }),
  basis: textSchema(300).meta({ description: 'Who is counted.' }),
  citations: citationsSchema,
});
export type Headcount = z.infer<typeof headcountSchema>;

/** An organization of workers that bargains for them. */
export const unionSchema = z
  .strictObject({
    slug: slugSchema.meta({ description: 'Its stable name.' }),
    name: textSchema(200).meta({ description: 'Its full name.' }),
    abbreviation: textSchema(40).meta({ description: 'What it is called for short.' }),
    summary: textSchema(1000).meta({ description: 'What it is.' }),
    membership: z.array(headcountSchema).min(1).exactOptional(),
    citations: citationsSchema.exactOptional(),
  })
  .meta({ id: 'Union' });
export type Union = z.infer<typeof unionSchema>;

/** Employers that bargain together. */
export const employerAssociationSchema = z
  .strictObject({
    slug: slugSchema.meta({ description: 'Its stable name.' }),
    name: textSchema(200).meta({ description: 'Its full name.' }),
    abbreviation: textSchema(40).meta({ description: 'What it is called for short.' }),
    summary: textSchema(1000).meta({ description: 'What it is.' }),
    members: z
      .array(slugSchema.meta({ description: 'A company that it bargains for.' }))
      .min(1)
      .exactOptional()
      .meta({ description: 'The companies that it bargains for.' }),
    citations: citationsSchema.exactOptional(),
  })
  .meta({ id: 'EmployerAssociation' });
export type EmployerAssociation = z.infer<typeof employerAssociationSchema>;

/** What kind of company stands on the employers' side. */
export const studioKindSchema = z.enum(['STUDIO', 'STREAMER', 'NETWORK', 'GAME_PUBLISHER', 'MANUFACTURER', 'CARRIER', 'OTHER']);
export type StudioKind = z.infer<typeof studioKindSchema>;

/** Any company on the employers' side: a studio, streamer, network, game publisher, car maker or carrier. */
export const studioSchema = z
  .strictObject({
    slug: slugSchema.meta({ description: 'Its stable name.' }),
    name: textSchema(200).meta({ description: 'Its full name.' }),
    kind: studioKindSchema.meta({ description: 'What kind of company it is.' }),
    parent: slugSchema.exactOptional().meta({ description: 'The company of the record that owns it.' }),
    summary: textSchema(1000).exactOptional().meta({ description: 'What it is.' }),
    citations: citationsSchema.exactOptional(),
  })
  .meta({ id: 'Studio' });
export type Studio = z.infer<typeof studioSchema>;

/** An office held, for an organization of the record (by slug) or any other (by name). */
export const roleSchema = z.strictObject({
  organization: textSchema(200).meta({ description: 'The organization that the office is in, by its slug or its name.' }),
  title: textSchema(200).meta({ description: 'The office.' }),
  side: z.enum(['UNION', 'EMPLOYER', 'NEUTRAL']).meta({ description: 'Which side of the table it is on.' }),
  from: partialDateSchema.exactOptional().meta({ description: 'From when it was held.' }),
  to: partialDateSchema.exactOptional().meta({ description: 'Until when it was held.' }),
});

/** Somebody who bargained, spoke or decided. */
export const personSchema = z
  .strictObject({
    slug: slugSchema.meta({ description: 'The stable name of the person.' }),
    name: textSchema(200).meta({ description: 'The name of the person.' }),
    roles: z.array(roleSchema).min(1),
    citations: citationsSchema.exactOptional(),
  })
  .meta({ id: 'Person' });
export type Person = z.infer<typeof personSchema>;
