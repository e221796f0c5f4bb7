import { z } from 'zod';
import { type Person, type Studio, sideSchema, studioKindSchema, type Union } from '#domain/party/party.ts';
import type { Citation } from '#domain/source/source.ts';
import { slugSchema } from '#domain/text/text.ts';
import { partialDateSchema } from '#domain/time/partial-date.ts';
import { listOperation, operation } from '../operation.ts';
import { asOfParameter } from '../parameters.ts';
import { citationAnswer, citationsAnswer, type SourcesById } from './event.ts';
import { asOfQuery, eventReference, joined, negotiationReference, noParams, pageLinks, slugKey, slugParams } from './fields.ts';
import { headcountAnswer, toHeadcountAnswers } from './negotiation.ts';

const citations = z.array(citationAnswer).exactOptional();

const unionFields = {
  slug: slugSchema,
  name: z.string(),
  abbreviation: z.string(),
  summary: z.string(),
  membership: z.array(headcountAnswer).exactOptional(),
  citations,
  links: pageLinks,
};
const studioFields = {
  slug: slugSchema,
  name: z.string(),
  kind: studioKindSchema,
  parent: slugSchema.exactOptional(),
  summary: z.string().exactOptional(),
  citations,
  links: pageLinks,
};
const personFields = {
  slug: slugSchema,
  name: z.string(),
  roles: z.array(
    z.strictObject({
      organization: z
        .string()
        .meta({ description: 'The slug of a union, association or studio of the record, or the name of another organization.' }),
      title: z.string(),
      side: z.enum(['UNION', 'EMPLOYER', 'NEUTRAL']),
      from: partialDateSchema.exactOptional(),
      to: partialDateSchema.exactOptional(),
    }),
  ),
  citations,
  links: pageLinks,
};

export const unionAnswer = z
  .strictObject(unionFields)
  .meta({ id: 'UnionAnswer', description: 'An organization of workers that bargains for them.' });
export const studioAnswer = z.strictObject(studioFields).meta({ id: 'StudioAnswer', description: 'A company on the employers’ side.' });
export const personAnswer = z
  .strictObject(personFields)
  .meta({ id: 'PersonAnswer', description: 'Somebody who bargained, spoke or decided.' });

/** A party or person in few words. */
export const nameReference = z.strictObject({ slug: slugSchema, name: z.string() }).meta({ id: 'NameReference' });

const negotiations = z
  .array(negotiationReference)
  .meta({ description: 'The negotiations that it is a party to, latest begun first; at most 200.' });
const people = z.array(nameReference).meta({ description: 'Those who hold or held an office there; at most 200.' });
const events = z
  .array(eventReference)
  .meta({ description: 'What they said, and the sessions that they attended, latest first; at most 200.' });

export const unionDetail = z.strictObject({ ...unionFields, negotiations, people }).meta({ id: 'UnionDetail' });
export const studioDetail = z
  .strictObject({ ...studioFields, subsidiaries: z.array(nameReference), associations: z.array(nameReference), negotiations, people })
  .meta({ id: 'StudioDetail' });
export const personDetail = z.strictObject({ ...personFields, events }).meta({ id: 'PersonDetail' });

/** A union in the shape of the API. */
export function toUnionAnswer(union: Union, sources: SourcesById, origin: string): z.infer<typeof unionAnswer> {
  const { membership, citations: cited, ...rest } = union;
  return {
    ...rest,
    ...(membership !== undefined && { membership: toHeadcountAnswers(membership, sources) }),
    ...withCitations(cited, sources),
    links: { self: `${origin}/unions/${union.slug}` },
  };
}

/** A studio in the shape of the API. */
export function toStudioAnswer(studio: Studio, sources: SourcesById, origin: string): z.infer<typeof studioAnswer> {
  const { citations: cited, ...rest } = studio;
  return { ...rest, ...withCitations(cited, sources), links: { self: `${origin}/studios/${studio.slug}` } };
}

/** A person in the shape of the API. */
export function toPersonAnswer(person: Person, sources: SourcesById, origin: string): z.infer<typeof personAnswer> {
  const { citations: cited, ...rest } = person;
  return { ...rest, ...withCitations(cited, sources), links: { self: `${origin}/people/${person.slug}` } };
}

function withCitations(cited: readonly Citation[] | undefined, sources: SourcesById) {
  return cited === undefined ? {} : { citations: citationsAnswer(cited, sources) };
}

/** The ids of the sources that parties cite, each once. */
export function sourcesOfParties(parties: readonly (Union | Studio | Person)[]): string[] {
  const cited = parties.flatMap((party) => [
    ...(party.citations ?? []),
    ...('membership' in party ? (party.membership ?? []).flatMap(({ citations: counted }) => counted) : []),
  ]);
  return [...new Set(cited.map(({ source }) => source))];
}

/** `GET /unions` */
export const unionsOperation = listOperation({
  id: 'listUnions',
  path: '/unions',
  summary: 'The unions of the record',
  params: noParams,
  query: asOfQuery,
  item: unionAnswer,
  key: slugKey,
  columns: [
    { name: 'slug', value: ({ slug }) => slug },
    { name: 'name', value: ({ name }) => name },
    { name: 'abbreviation', value: ({ abbreviation }) => abbreviation },
    { name: 'summary', value: ({ summary }) => summary },
    { name: 'members', value: ({ membership }) => membership?.[0]?.count },
    { name: 'membersBasis', value: ({ membership }) => membership?.[0]?.basis },
    { name: 'permalink', value: ({ links }) => links.self },
  ],
  example: '/unions',
});

/** `GET /unions/{slug}` */
export const unionOperation = operation({
  id: 'getUnion',
  path: '/unions/{slug}',
  summary: 'One union with its negotiations and its people',
  params: slugParams,
  query: asOfQuery,
  problems: ['NOT_FOUND'],
  data: unionDetail,
  example: '/unions/wga-west',
});

/** `GET /studios` */
export const studiosOperation = listOperation({
  id: 'listStudios',
  path: '/studios',
  summary: 'The companies on the employers’ side',
  params: noParams,
  query: z.strictObject({
    asOf: asOfParameter,
    kind: studioKindSchema.exactOptional().meta({ description: 'Only this kind of company.' }),
    association: slugSchema.exactOptional().meta({ description: 'Only members of this association.' }),
  }),
  item: studioAnswer,
  key: slugKey,
  columns: [
    { name: 'slug', value: ({ slug }) => slug },
    { name: 'name', value: ({ name }) => name },
    { name: 'kind', value: ({ kind }) => kind },
    { name: 'parent', value: ({ parent }) => parent },
    { name: 'summary', value: ({ summary }) => summary },
    { name: 'permalink', value: ({ links }) => links.self },
  ],
  example: '/studios?kind=STREAMER',
});

/** `GET /studios/{slug}` */
export const studioOperation = operation({
  id: 'getStudio',
  path: '/studios/{slug}',
  summary: 'One company with its negotiations, its people and those that it owns',
  params: slugParams,
  query: asOfQuery,
  problems: ['NOT_FOUND'],
  data: studioDetail,
  example: '/studios/netflix',
});

/** `GET /people` */
export const peopleOperation = listOperation({
  id: 'listPeople',
  path: '/people',
  summary: 'Those who bargained, spoke or decided',
  params: noParams,
  query: z.strictObject({
    asOf: asOfParameter,
    side: z
      .enum([...sideSchema.options, 'NEUTRAL'])
      .exactOptional()
      .meta({ description: 'Only people with an office on this side.' }),
    organization: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .exactOptional()
      .meta({ description: 'Only people with an office at this organization: its slug, or its name.' }),
  }),
  item: personAnswer,
  key: slugKey,
  columns: [
    { name: 'slug', value: ({ slug }) => slug },
    { name: 'name', value: ({ name }) => name },
    { name: 'roles', value: ({ roles }) => joined(roles.map(({ title, organization }) => `${title}, ${organization}`)) },
    { name: 'sides', value: ({ roles }) => joined([...new Set(roles.map(({ side }) => side))]) },
    { name: 'permalink', value: ({ links }) => links.self },
  ],
  example: '/people?side=EMPLOYER',
});

/** `GET /people/{slug}` */
export const personOperation = operation({
  id: 'getPerson',
  path: '/people/{slug}',
  summary: 'One person with what they said and the sessions that they attended',
  params: slugParams,
  query: asOfQuery,
  problems: ['NOT_FOUND'],
  data: personDetail,
  example: '/people/duncan-crabtree-ireland',
});
