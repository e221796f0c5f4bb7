import type { ReleaseContent } from '#domain/release/content.ts';
import { dataLicence, recordAuthor, recordTitle } from './licence.ts';
import type { ReleaseFile } from './package.ts';
import type { Table } from './table.ts';

type Json = Readonly<Record<string, unknown>>;

/** A file of a release that is data: a table, or a part of the record as JSON. */
export interface Resource {
  readonly file: ReleaseFile;
  readonly name: string;
  readonly description: string;
  /** Null for JSON. */
  readonly table: Table | null;
}

/** The descriptor of a release by the Data Package standard, version 2: what its data files are, and what each of their columns means. */
export function descriptor({ release }: Pick<ReleaseContent, 'release'>, resources: readonly Resource[]): Json {
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: 'parley',
    title: recordTitle,
    description:
      'Dated facts of negotiations between Hollywood’s unions and the studios: sessions, proposals, votes, statements, agreements and their terms, each with its sources.',
    ...(release.origin !== null && { id: `${release.origin}/releases/${release.id}`, homepage: release.origin }),
    version: release.id,
    ...(release.hash !== null && { checkpoint: { seq: release.seq, hash: release.hash } }),
    keywords: ['collective bargaining', 'labor negotiations', 'strikes', 'film and television', 'Hollywood'],
    licenses: [{ name: dataLicence.id, path: dataLicence.url, title: dataLicence.title }],
    contributors: [{ title: recordAuthor, roles: ['publisher'] }],
    resources: resources.map(resourceOf),
  };
}

/** How the tables are written. It is the standard's own default, said because readers that guess have guessed wrong. */
const dialect: Json = { $schema: 'https://datapackage.org/profiles/2.0/tabledialect.json', header: true, delimiter: ',' };

function resourceOf({ file, name, description, table }: Resource): Json {
  const common = { name, path: file.path, description, encoding: 'utf-8', bytes: file.bytes.length, hash: `sha256:${file.checksum}` };
  if (table === null) return { ...common, type: 'json', format: 'json', mediatype: 'application/json' };
  return { ...common, type: 'table', format: 'csv', mediatype: 'text/csv', dialect, schema: schemaOf(table) };
}

function schemaOf({ name, fields, primaryKey, foreignKeys }: Table): Json {
  return {
    $schema: 'https://datapackage.org/profiles/2.0/tableschema.json',
    fields: fields.map(({ name: field, description, type, isRequired, allowed, pattern, minimum, maximum }) => ({
      name: field,
      type,
      description,
      constraints: {
        required: isRequired,
        ...(allowed.length > 0 && { enum: allowed }),
        ...(pattern !== null && { pattern }),
        ...(minimum !== null && { minimum }),
        ...(maximum !== null && { maximum }),
      },
    })),
    ...(primaryKey.length > 0 && { primaryKey }),
    ...(foreignKeys.length > 0 && {
      foreignKeys: foreignKeys.map((key) => ({
        fields: key.fields,
        // A reference within a table names none.
        reference: { ...(key.table !== name && { resource: key.table }), fields: key.to },
      })),
    }),
  };
}
