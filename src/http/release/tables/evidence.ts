import { z } from 'zod';
import { changeSchema } from '#domain/change/change.ts';
import { correctedFields } from '#domain/change/difference.ts';
import type { ReleaseContent } from '#domain/release/content.ts';
import { type Citation, citationSchema } from '#domain/source/source.ts';
import { type Table, table } from '../table.ts';
import { eventField, itself, to } from './columns.ts';

/** What a citation is of. */
const cited = ['EVENT', 'TERM', 'CLAIM', 'UNION', 'ASSOCIATION', 'STUDIO', 'PERSON', 'HEADCOUNT'] as const;
type Cited = (typeof cited)[number];

interface CitationRow {
  readonly of: Cited;
  readonly key: string;
  readonly citation: Citation;
}

function citationsOf({ record }: ReleaseContent): readonly CitationRow[] {
  const rows = (of: Cited, key: string, citations: readonly Citation[] = []) => citations.map((citation) => ({ of, key, citation }));
  const headcounts = (key: string, list: readonly { readonly citations: readonly Citation[] }[] = []) =>
    list.flatMap(({ citations }, index) => rows('HEADCOUNT', `${key}/${index + 1}`, citations));
  return [
    ...record.negotiations.flatMap(({ slug, events: own, agreement, disputes, workersCovered }) => [
      ...own.flatMap(({ id, citations }) => rows('EVENT', id, citations)),
      ...(agreement?.terms ?? []).flatMap(({ id, citations }) => rows('TERM', `${slug}/${id}`, citations)),
      ...disputes.flatMap(({ id, claims }) =>
        claims.flatMap(({ citations }, index) => rows('CLAIM', `${slug}/${id}/${index + 1}`, citations)),
      ),
      ...headcounts(slug, workersCovered),
    ]),
    ...record.unions.flatMap(({ slug, citations, membership }) => [...rows('UNION', slug, citations), ...headcounts(slug, membership)]),
    ...record.associations.flatMap(({ slug, citations }) => rows('ASSOCIATION', slug, citations)),
    ...record.studios.flatMap(({ slug, citations }) => rows('STUDIO', slug, citations)),
    ...record.people.flatMap(({ slug, citations }) => rows('PERSON', slug, citations)),
  ];
}

/** The tables of what the facts rest on: citations and changes. */
export const evidence: readonly Table[] = [
  table(
    {
      name: 'citations',
      description: 'The tie from a fact to the page that says so.',
      foreignKeys: [to('event', 'events', 'id'), to('source', 'sources', 'id')],
      rows: citationsOf,
    },
    (columns) => [
      columns.one('of', z.enum(cited).meta({ description: 'What kind of thing is cited for.' }), ({ of }) => of),
      columns.one(
        'key',
        z.string().meta({
          description:
            'Which: an id or slug; of terms negotiation/id, of claims negotiation/dispute/number, of headcounts the union or negotiation/number.',
        }),
        ({ key }) => key,
      ),
      columns.one('event', eventField.exactOptional().meta({ description: 'The event, where it is of one.' }), ({ of, key }) =>
        of === 'EVENT' ? key : null,
      ),
      ...columns.of(citationSchema.shape, ({ citation }) => citation, ['source', 'quote', 'note']),
    ],
  ),
  table(
    {
      name: 'changes',
      description: 'A publication, correction or retraction since the release before, in the order of the log.',
      primaryKey: ['seq'],
      rows: ({ changes }) => changes,
    },
    (columns) => [
      ...columns.of(
        {
          ...changeSchema.shape,
          kind: changeSchema.shape.kind.meta({ description: 'What was done.' }),
          entity: changeSchema.shape.entity.meta({ description: 'The kind of fact that it was done to.' }),
          negotiation: changeSchema.shape.negotiation.meta({
            description: 'The negotiation that the fact belongs to, where it is of one.',
          }),
        },
        itself,
        ['seq', 'kind', 'entity', 'key', 'negotiation', 'reason', 'recordedAt'],
      ),
      columns.one(
        'fields',
        z.string().exactOptional().meta({ description: 'Of a correction: the fields that differ, as JSON Pointers separated by spaces.' }),
        (change) =>
          correctedFields(change)
            .map(({ path }) => path)
            .join(' ') || null,
      ),
    ],
  ),
];
