import { z } from 'zod';
import { type Change, changeEntities, changeKinds, changeSchema } from '#domain/change/change.ts';
import { correctedFields } from '#domain/change/difference.ts';
import { anchorOf } from '#domain/record/anchor.ts';
import { slugSchema } from '#domain/text/text.ts';
import type { Column } from '../formats.ts';
import { listOperation } from '../operation.ts';
import { listOf, wholeNumber } from '../parameters.ts';
import { eventParams, joined, noParams } from './fields.ts';
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
      return negotiation === null ? null : `/negotiations/${negotiation}#${anchorOf('term', withinNegotiation(key))}`;
    case 'DISPUTE':
      return negotiation === null ? null : disputePath(negotiation, withinNegotiation(key));
    case 'DEMAND':
      return negotiation === null ? null : `/negotiations/${negotiation}#${anchorOf('demand', withinNegotiation(key))}`;
    case 'ASSOCIATION':
      return `/studios#${anchorOf('association', key)}`;
    case 'MEASURE':
      return `/methodology#${anchorOf('measure', key)}`;
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
    since: wholeNumber(0, 999_999_999).default(0).meta({
      description: 'Only what follows this number of the log (0). A number that the log has not reached yet is followed by nothing.',
    }),
    negotiation: listOf(slugSchema, 50).exactOptional().meta({
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

/** One revision of a fact: what the record said of it, what it says since, and where the two differ. */
export const revisionAnswer = z
  .strictObject({
    seq: changeSchema.shape.seq,
    kind: changeSchema.shape.kind,
    recordedAt: changeSchema.shape.recordedAt,
    actor: changeSchema.shape.actor,
    reason: changeSchema.shape.reason,
    before: changeSchema.shape.before,
    after: changeSchema.shape.after,
    changed: z
      .array(
        z.strictObject({
          path: z.string().meta({ description: 'The field, as a JSON Pointer (RFC 6901) into `before` and `after`.' }),
          before: z.unknown().optional().meta({ description: 'What it said; missing where the field was added.' }),
          after: z.unknown().optional().meta({ description: 'What it says; missing where the field was taken out.' }),
        }),
      )
      .meta({
        description: 'Of a correction: every field in which it differs. Empty for a publication or a retraction, which are of the whole.',
      }),
  })
  .meta({ id: 'Revision', description: 'One revision of a fact.' });
export type RevisionAnswer = z.infer<typeof revisionAnswer>;

/** A change as a revision of its fact. */
export function toRevisionAnswer(change: Change): RevisionAnswer {
  const { seq, kind, recordedAt, actor, reason, before, after } = change;
  return { seq, kind, recordedAt, actor, reason, before, after, changed: correctedFields(change) };
}

/** `GET /events/{id}/history` */
export const eventHistoryOperation = listOperation({
  id: 'listEventHistory',
  path: '/events/{id}/history',
  summary: 'Everything that the record has said of an event, the earliest first: what it said, what it says, why, who and when',
  description: 'Also of an event that was retracted.',
  params: eventParams,
  query: noParams,
  problems: ['NOT_FOUND'],
  item: revisionAnswer,
  key: changeKey,
  columns: [
    { name: 'seq', value: ({ seq }) => seq },
    { name: 'kind', value: ({ kind }) => kind },
    { name: 'recordedAt', value: ({ recordedAt }) => recordedAt },
    { name: 'actor', value: ({ actor }) => actor },
    { name: 'reason', value: ({ reason }) => reason },
    { name: 'changed', value: ({ changed }) => joined(changed.map(({ path }) => path)) },
    { name: 'before', value: ({ before }) => fact(before) },
    { name: 'after', value: ({ after }) => fact(after) },
  ],
  example: '/events/2023-10-02-talks-resume/history',
});
