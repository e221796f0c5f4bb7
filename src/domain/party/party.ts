import { z } from 'zod';
import { citationsSchema } from '../source/source.ts';
import { slugSchema, textSchema } from '../text/text.ts';
import { partialDateSchema } from '../time/partial-date.ts';

/** The two sides of a table. */
export const sideSchema = z.enum(['UNION', 'EMPLOYER']).meta({ id: 'Side' });
export type Side = z.infer<typeof sideSchema>;

/** A count of people with what it counts: no bare number of members or workers. */
export const headcountSchema = z.strictObject({
  count: z.int().positive().max(100_000_000),
  asOf: partialDateSchema.exactOptional(),
  basis: textSchema(300),
  citations: citationsSchema,
});
export type Headcount = z.infer<typeof headcountSchema>;

/** An organization of workers that bargains for them. */
export const unionSchema = z
  .strictObject({
    slug: slugSchema,
    name: textSchema(200),
    abbreviation: textSchema(40),
    summary: textSchema(1000),
    membership: z.array(headcountSchema).min(1).exactOptional(),
    citations: citationsSchema.exactOptional(),
  })
  .meta({ id: 'Union' });
export type Union = z.infer<typeof unionSchema>;

/** Employers that bargain together. */
export const employerAssociationSchema = z
  .strictObject({
    slug: slugSchema,
    name: textSchema(200),
    abbreviation: textSchema(40),
    summary: textSchema(1000),
    members: z.array(slugSchema).min(1).exactOptional(),
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
    slug: slugSchema,
    name: textSchema(200),
    kind: studioKindSchema,
    parent: slugSchema.exactOptional(),
    summary: textSchema(1000).exactOptional(),
    citations: citationsSchema.exactOptional(),
  })
  .meta({ id: 'Studio' });
export type Studio = z.infer<typeof studioSchema>;

/** An office held, for an organization of the record (by slug) or any other (by name). */
export const roleSchema = z.strictObject({
  organization: textSchema(200),
  title: textSchema(200),
  side: z.enum(['UNION', 'EMPLOYER', 'NEUTRAL']),
  from: partialDateSchema.exactOptional(),
  to: partialDateSchema.exactOptional(),
});

/** Somebody who bargained, spoke or decided. */
export const personSchema = z
  .strictObject({
    slug: slugSchema,
    name: textSchema(200),
    roles: z.array(roleSchema).min(1),
    citations: citationsSchema.exactOptional(),
  })
  .meta({ id: 'Person' });
export type Person = z.infer<typeof personSchema>;
