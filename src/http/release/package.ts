import { createHash } from 'node:crypto';
import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';
import { canonicalFiles } from '#domain/record/canonical.ts';
import { recordJsonSchemas } from '#domain/record/json-schema.ts';
import type { ReleaseContent } from '#domain/release/content.ts';
import { descriptor, type Resource } from './descriptor.ts';
import { changeLogFile, citationFile, codebookFile, licenceFile, readmeFile } from './documents.ts';
import { tables } from './tables.ts';

/** One file of a release. */
export interface ReleaseFile {
  /** Below the folder that the archive is unpacked to. */
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Its SHA-256, in hexadecimal digits. */
  readonly checksum: string;
}

/** The media types of the files of a release, by their endings. */
const mediaTypes = {
  csv: 'text/csv; charset=utf-8; header=present',
  json: 'application/json; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  cff: 'application/yaml; charset=utf-8',
} as const;

/** The media type of a file of a release. */
export function mediaTypeOf(path: string): string {
  for (const [ending, type] of Object.entries(mediaTypes)) if (path.endsWith(`.${ending}`)) return type;
  return 'text/plain; charset=utf-8';
}

/** What the files are that are in every release and are no data. */
const notes: Readonly<Record<string, string>> = {
  'CHANGELOG.md': 'What has changed since the release before, with every correction and its reason.',
  'CITATION.cff': 'How to cite it, for programs.',
  'CODEBOOK.md': 'What every table and column means.',
  'LICENSE.md': 'The terms.',
  'README.md': 'Where to begin.',
  SHA256SUMS: 'The checksum of every file.',
  'datapackage.json': 'The same as the codebook, for programs: a Data Package descriptor.',
};

/** What is in a file of a release, in a sentence. */
export function noteOf(path: string): string {
  const [, table] = /^data\/(\w+)\.csv$/.exec(path) ?? [];
  const described = tables.find(({ name }) => name === table)?.description;
  return described ?? notes[path] ?? jsonNote(path.replace(/^record\//, ''));
}

function jsonNote(path: string): string {
  if (path.startsWith('schema/')) return 'The JSON Schema of such a file.';
  return path.startsWith('negotiations/') ? 'One negotiation with all its facts.' : `The registry of ${path.replace(/\.json$/, '')}.`;
}

function fileOf(path: string, bytes: Uint8Array<ArrayBuffer>): ReleaseFile {
  return { path, bytes, checksum: createHash('sha256').update(bytes).digest('hex') };
}

const textFile = (path: string, text: string) => fileOf(path, strToU8(text));

/** JSON with one space of indent, as the record itself is written. */
const jsonFile = (path: string, value: unknown) => textFile(path, `${JSON.stringify(value, null, 1)}\n`);

function resourcesOf(content: ReleaseContent): Resource[] {
  const csv = tables.map((table) => ({
    file: textFile(`data/${table.name}.csv`, table.csv(content)),
    name: table.name,
    description: table.description,
    table,
  }));
  const json = [...canonicalFiles(content.record)].map(([path, text]) => ({
    file: textFile(`record/${path}`, text),
    name: `record/${path.replace(/\.json$/, '')}`,
    description: jsonNote(path),
    table: null,
  }));
  return [...csv, ...json];
}

/** Every file of a release, in the order of their paths. */
function filesOf(content: ReleaseContent): ReleaseFile[] {
  const resources = resourcesOf(content);
  const files = [
    ...resources.map(({ file }) => file),
    ...[...recordJsonSchemas()].map(([name, text]) => textFile(`record/schema/${name}.schema.json`, text)),
    jsonFile('datapackage.json', descriptor(content, resources)),
    textFile('README.md', readmeFile(content)),
    textFile('CHANGELOG.md', changeLogFile(content)),
    textFile('CODEBOOK.md', codebookFile(content)),
    textFile('CITATION.cff', citationFile(content.release)),
    textFile('LICENSE.md', licenceFile()),
  ];
  const sums = inOrder(files).map(({ path, checksum }) => `${checksum}  ${path}\n`);
  return inOrder([...files, textFile('SHA256SUMS', sums.join(''))]);
}

/** In the order of their paths, code unit by code unit: that of no language. */
function inOrder(files: readonly ReleaseFile[]): ReleaseFile[] {
  return files.toSorted((one, other) => (one.path < other.path ? -1 : 1));
}

/**
 * The archive of a release, a ZIP: the same bytes for the same content, on any machine, in any time zone and at any time. So that
 * they are, its files are in the order of their paths and dated by the release, and are compressed by a program of our own choice and
 * not by the machine's.
 */
export function releaseArchive(content: ReleaseContent): Uint8Array<ArrayBuffer> {
  const [year = 0, month = 1, day = 1] = content.release.date.split('-').map(Number);
  // A ZIP has wall-clock times: noon is written as noon wherever this runs.
  const mtime = new Date(year, month - 1, day, 12);
  const entries: Zippable = Object.fromEntries(filesOf(content).map(({ path, bytes }) => [path, [bytes, { level: 9, mtime }]]));
  return zipSync(entries);
}

/** The files in the archive of a release, in the order of their paths. */
export function filesInArchive(archive: Uint8Array): ReleaseFile[] {
  return inOrder(Object.entries(unzipSync(archive)).map(([path, bytes]) => fileOf(path, bytes)));
}

/** One file in the archive of a release; null where it has none at this path. */
export function fileInArchive(archive: Uint8Array, path: string): ReleaseFile | null {
  const [found] = Object.values(unzipSync(archive, { filter: ({ name }) => name === path }));
  return found === undefined ? null : fileOf(path, found);
}

/** The text of a file. */
export function textOf({ bytes }: ReleaseFile): string {
  return strFromU8(bytes);
}
