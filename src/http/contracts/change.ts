import { z } from 'zod';
import { type Change, changeEntities, changeKinds, changeSchema } from '#domain/change/change.ts';
import { slugSchema } from '#domain/text/text.ts';
import type { Column } from '../formats.ts';
import { listOperation } from '../operation.ts';
import { listOf, wholeNumber } from '../parameters.ts';
import { noParams } from './fields.ts';
import { disputePath } from './source.ts';

/** A change as it is told everywhere: by `GET /changes`, on the stream and to webhooks. */
export const changeAnswer = z
  .strictObject({
    ...changeSchema.shape,
    links: z
      .strictObject({ self: z.url().exactOptional().meta({ description: 'The permalink of the fact, where it has one.' }) })
      .meta({ id: 'ChangeLinks' }),
  })
  .meta({ id: 'ChangeAnswer', description: 'A publication, correction or retraction of one fact.' });
export type ChangeAnswer = z.infer<typeof changeAnswer>;

/** A change in the shape of the API. */
export function toChangeAnswer(change: Change, origin: string): ChangeAnswer {
  const path = permalinkOf(change);
  return { ...change, links: path === null ? {} : { self: `${origin}${path}` } };
}

/** The page of the fact that a change is about, as a path on this site; null where the fact has no page. */
export function permalinkOf({ entity, key, negotiation }: Pick<Change, 'entity' | 'key' | 'negotiation'>): string | null {
  switch (entity) {
    case 'SOURCE':
      return `/sources/${key}`;
    case 'UNION':
      return `/unions/${key}`;
    case 'STUDIO':
      return `/studios/${key}`;
    case 'PERSON':
      return `/people/${key}`;
    case 'ISSUE':
      return `/issues/${key}`;
    case 'NEGOTIATION':
      return `/negotiations/${key}`;
    case 'EVENT':
      return `/events/${key}`;
    case 'TERM':
      return negotiation === null ? null : `/negotiations/${negotiation}#${withinNegotiation(key)}`;
    case 'DISPUTE':
      return negotiation === null ? null : disputePath(negotiation, withinNegotiation(key));
    case 'ASSOCIATION':
    case 'MEASURE':
    case 'DEMAND':
      return null;
  }
}

/** The id of a demand, term or dispute, of which the log keeps negotiation/id. */
function withinNegotiation(key: string): string {
  return key.slice(key.indexOf('/') + 1);
}

const fact = (value: ChangeAnswer['before']) => (value === null ? null : JSON.stringify(value));

const changeColumns: readonly Column<ChangeAnswer>[] = [
  { name: 'seq', value: ({ seq }) => seq },
  { name: 'kind', value: ({ kind }) => kind },
  { name: 'entity', value: ({ entity }) => entity },
  { name: 'key', value: ({ key }) => key },
  { name: 'negotiation', value: ({ negotiation }) => negotiation },
  { name: 'recordedAt', value: ({ recordedAt }) => recordedAt },
  { name: 'actor', value: ({ actor }) => actor },
  { name: 'reason', value: ({ reason }) => reason },
  { name: 'before', value: ({ before }) => fact(before) },
  { name: 'after', value: ({ after }) => fact(after) },
  { name: 'permalink', value: ({ links }) => links.self },
];

/** The place of a change in the log. */
export const changeKey = z.strictObject({ seq: z.int().positive() });

/** `GET /changes` */
export const changesOperation = listOperation({
  id: 'listChanges',
  path: '/changes',
  summary: 'The log: every publication, correction and retraction, the earliest first',
  description:
    'Follow `links.next` as long as it is there; then ask again later with `since` set to the `meta.version` of the last answer (`Parley-Version` in CSV and ' +
    'NDJSON). Whoever does so is told every change once and in order, with any filters: an answer holds all changes that they match up to its version.',
  params: noParams,
  query: z.strictObject({
    since: wholeNumber(0, 999_999_999)
      .default(0)
      .meta({
        description: 'Only what follows this number of the log (0). A number that the log has not reached yet is followed by nothing.',
      }),
    negotiation: listOf(slugSchema, 50)
      .exactOptional()
      .meta({
        description:
          'Only changes to these negotiations and their facts. Sources, people and other things that negotiations share belong to none.',
      }),
    entity: listOf(z.enum(changeEntities), changeEntities.length)
      .exactOptional()
      .meta({ description: 'Only changes to these kinds of fact.' }),
    kind: listOf(z.enum(changeKinds), changeKinds.length)
      .exactOptional()
      .meta({ description: 'Only these kinds of change. `CORRECTED,RETRACTED` are the corrections of the record.' }),
  }),
  item: changeAnswer,
  key: changeKey,
  columns: changeColumns,
  example: '/changes?since=0&negotiation=sag-aftra-2023&entity=EVENT',
});
