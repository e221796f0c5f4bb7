import { issueSchema } from '#domain/issue/issue.ts';
import { employerAssociationSchema, personSchema, roleSchema, studioSchema, unionSchema } from '#domain/party/party.ts';
import { measureDefinitionSchema } from '#domain/position/measure.ts';
import { sourceSchema } from '#domain/source/source.ts';
import { type Table, table } from '../table.ts';
import { itself, to } from './columns.ts';

/** The tables of what negotiations refer to: sources, parties, people, issues and measures. */
export const registries: readonly Table[] = [
  table(
    {
      name: 'sources',
      description: 'A page that facts were read on.',
      primaryKey: ['id'],
      rows: ({ record }) => record.sources,
    },
    (columns) => columns.of(sourceSchema.shape, itself, ['id', 'url', 'publisher', 'title', 'publishedOn', 'retrievedOn', 'kind', 'note']),
  ),
  table(
    {
      name: 'unions',
      description: 'An organization of workers that bargains for them.',
      primaryKey: ['slug'],
      rows: ({ record }) => record.unions,
    },
    (columns) => columns.of(unionSchema.shape, itself, ['slug', 'name', 'abbreviation', 'summary']),
  ),
  table(
    {
      name: 'studios',
      description: 'A company on the employers’ side.',
      primaryKey: ['slug'],
      foreignKeys: [to('parent', 'studios', 'slug')],
      rows: ({ record }) => record.studios,
    },
    (columns) => columns.of(studioSchema.shape, itself, ['slug', 'name', 'kind', 'parent', 'summary']),
  ),
  table(
    {
      name: 'associations',
      description: 'Employers that bargain together.',
      primaryKey: ['slug'],
      rows: ({ record }) => record.associations,
    },
    (columns) => columns.of(employerAssociationSchema.shape, itself, ['slug', 'name', 'abbreviation', 'summary']),
  ),
  table(
    {
      name: 'association_members',
      description: 'A company that an association bargains for.',
      primaryKey: ['association', 'studio'],
      foreignKeys: [to('association', 'associations', 'slug'), to('studio', 'studios', 'slug')],
      rows: ({ record }) =>
        record.associations.flatMap(({ slug, members = [] }) => members.map((studio) => ({ association: slug, studio }))),
    },
    (columns) => [
      columns.one('association', employerAssociationSchema.shape.slug, ({ association }) => association),
      columns.one('studio', employerAssociationSchema.shape.members.unwrap().element, ({ studio }) => studio),
    ],
  ),
  table(
    {
      name: 'people',
      description: 'Somebody who bargained, spoke or decided.',
      primaryKey: ['slug'],
      rows: ({ record }) => record.people,
    },
    (columns) => columns.of(personSchema.shape, itself, ['slug', 'name']),
  ),
  table(
    {
      name: 'roles',
      description: 'An office that somebody held.',
      foreignKeys: [to('person', 'people', 'slug')],
      rows: ({ record }) => record.people.flatMap(({ slug, roles }) => roles.map((role) => ({ person: slug, role }))),
    },
    (columns) => [
      columns.one('person', personSchema.shape.slug, ({ person }) => person),
      ...columns.of(roleSchema.shape, ({ role }) => role, ['organization', 'title', 'side', 'from', 'to']),
    ],
  ),
  table(
    {
      name: 'issues',
      description: 'A subject of bargaining, in the order of the rows of a comparison.',
      primaryKey: ['slug'],
      foreignKeys: [to('parent', 'issues', 'slug')],
      rows: ({ record }) => record.issues,
    },
    (columns) => columns.of(issueSchema.shape, itself, ['slug', 'title', 'parent', 'summary', 'economic']),
  ),
  table(
    {
      name: 'measures',
      description: 'A name that numbers are told under, the same in every negotiation.',
      primaryKey: ['measure'],
      rows: ({ record }) => record.measures,
    },
    (columns) => columns.of(measureDefinitionSchema.shape, itself, ['measure', 'title', 'unit', 'summary']),
  ),
];
