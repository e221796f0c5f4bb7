import type { Change, ChangeKind } from '#domain/change/change.ts';
import { correctedFields } from '#domain/change/difference.ts';
import { acts } from '#domain/position/position.ts';
import type { ReleaseContent, ReleaseFrame } from '#domain/release/content.ts';
import { correctionsIn, countChanges } from '#domain/release/release.ts';
import { sourceKinds } from '#domain/source/source.ts';
import { formatDate } from '#domain/time/format.ts';
import { markdownText } from '../markdown.ts';
import { dataLicence, recordAuthor, recordTitle } from './licence.ts';
import type { ForeignKey, Table, TableField } from './table.ts';
import { tables } from './tables.ts';

/** Where a release is told of; null where it was made under no public address. */
function addressOf({ origin, id }: Pick<ReleaseFrame, 'origin' | 'id'>): string | null {
  return origin === null ? null : `${origin}/releases/${id}`;
}

/** How a release is cited in a sentence. */
export function citationOf({ id, date, origin }: Pick<ReleaseFrame, 'id' | 'date' | 'origin'>): string {
  const address = addressOf({ id, origin });
  return `${recordAuthor} (${date.slice(0, 4)}). ${recordTitle}, release ${id} [data set]. ${dataLicence.id}.${address === null ? '' : ` ${address}`}`;
}

/** A `CITATION.cff` (version 1.2.0). Its texts are quoted as in JSON, which YAML reads the same. */
export function citationFile(release: ReleaseFrame): string {
  const address = addressOf(release);
  const lines = [
    ['cff-version', '1.2.0'],
    ['message', 'If you use this data, please cite it as below, with the release that you used.'],
    ['type', 'dataset'],
    ['title', recordTitle],
    ['version', release.id],
    ['date-released', release.date],
    ['license', dataLicence.id],
    ...(address === null ? [] : [['url', address]]),
  ].map(([name, text]) => `${name}: ${JSON.stringify(text)}`);
  return `${[...lines, 'authors:', `  - name: ${JSON.stringify(recordAuthor)}`].join('\n')}\n`;
}

/** The terms under which the data may be used. */
export function licenceFile(): string {
  return `# Licence

The data of this release is under the ${dataLicence.title} licence (${dataLicence.id}): ${dataLicence.url}

You may copy, change and republish it for any purpose, as long as you name Parley and the release that you used, and say what you changed.
Quotations are short, verbatim, and belong to those who said or published them. Each fact names its sources: name them, too, where you
rely on one.
`;
}

/** What a release is and how it is used, for whoever unpacks it. */
export function readmeFile({ release, previous }: Pick<ReleaseContent, 'release' | 'previous'>): string {
  return `# Parley, release ${release.id}

${recordTitle}: the whole record as it stood on ${formatDate(release.date)}, with change ${release.seq} of its log as the last.
${release.hash === null ? '' : `The hash of that change in the chain of the log is ${release.hash}.\n`}${previous === null ? 'It is the first release.' : `What is new since release ${previous.id} is in CHANGELOG.md.`}

- \`data/\`: tables as CSV. CODEBOOK.md says what every column means; datapackage.json says the same to programs (Data Package 2.0).
- \`record/\`: the same facts as JSON, in the form that Parley itself loads, with their JSON Schemas.
- CITATION.cff: how to cite it. In a sentence: ${citationOf(release)}
- LICENSE.md: the terms (${dataLicence.id}).
- SHA256SUMS: \`sha256sum -c SHA256SUMS\` checks every file.

A release never changes. Facts that were corrected later are corrected in later releases, whose change log names them with the reason.
Statuses are not in it, because they are derived: the rules are on the page /methodology of the site.
`;
}

/** What has changed since the release before: counted, with every correction and retraction and its reason. */
export function changeLogFile({ release, previous, range, changes }: ReleaseContent): string {
  const { kinds, entities } = countChanges(changes.map(({ entity, kind }) => ({ entity, kind, count: 1 })));
  const corrections = correctionsIn(changes);
  const counts = (row: Readonly<Record<ChangeKind, number>>) => `${row.PUBLISHED} | ${row.CORRECTED} | ${row.RETRACTED}`;
  const since = previous === null ? 'This is the first release: everything is new.' : `Since release ${previous.id}.`;
  const extent = changes.length === 0 ? 'Nothing has changed.' : `Changes ${range.from} to ${range.to} of the log.`;
  return [
    `# Change log of release ${release.id}`,
    '',
    `${since} ${extent}`,
    '',
    '| Kind of fact | Published | Corrected | Retracted |',
    '| --- | ---: | ---: | ---: |',
    ...entities.map(({ entity, kinds: own }) => `| ${entity} | ${counts(own)} |`),
    `| All | ${counts(kinds)} |`,
    '',
    '## Corrected and retracted',
    '',
    ...(corrections.length === 0 ? ['Nothing.'] : corrections.map(correctionLine)),
    '',
    'Every change is a row of data/changes.csv.',
    '',
  ].join('\n');
}

function correctionLine(change: Change): string {
  const { seq, kind, entity, key, reason, recordedAt } = change;
  const fields = correctedFields(change).map(({ path }) => `\`${path.replaceAll('`', '')}\``);
  const what = kind === 'RETRACTED' ? 'Retracted' : `Corrected in ${fields.join(', ')}`;
  return `- ${seq}, ${recordedAt.slice(0, 10)}: ${entity} \`${key}\`. ${what}. ${reason === null ? 'No reason was given.' : `Reason: ${markdownText(reason)}`}`;
}

/** What every table and column means: made of the schemas that the facts are parsed with. */
export function codebookFile({ release }: Pick<ReleaseContent, 'release'>): string {
  return [
    `# Codebook of release ${release.id}`,
    '',
    'Tables are CSV (RFC 4180) in UTF-8, with a header line. An empty cell means that there is nothing to say. A text that a spreadsheet would take for a formula (it begins with = + - or @) has an apostrophe before it: take that one apostrophe away to get the text back. Text in cells can have line breaks. Dates are as precise as their source: 2023, 2023-10 or 2023-10-02.',
    '',
    ...tables.flatMap(tableLines),
    '## Words',
    '',
    '### What a side did with a demand (positions.act)',
    '',
    ...Object.entries(acts).map(([name, { explanation }]) => `- ${name}: ${explanation}`),
    '',
    '### How close a source stands to the fact (sources.kind)',
    '',
    ...Object.entries(sourceKinds).map(([name, { explanation }]) => `- ${name}: ${explanation}`),
    '',
  ].join('\n');
}

function tableLines({ name, description, primaryKey, foreignKeys, fields }: Table): string[] {
  const keys = primaryKey.length === 0 ? [] : [`Key: ${primaryKey.join(', ')}.`];
  return [
    `## ${name}`,
    '',
    [description, ...keys, ...foreignKeys.map(referenceSentence)].join(' '),
    '',
    '| Column | Type | Empty? | Meaning |',
    '| --- | --- | --- | --- |',
    ...fields.map((field) => `| ${field.name} | ${field.type} | ${field.isRequired ? 'never' : 'can be'} | ${meaningOf(field)} |`),
    '',
  ];
}

function referenceSentence({ fields, table, to }: ForeignKey): string {
  return `${fields.join(', ')} → ${table} (${to.join(', ')}).`;
}

function meaningOf({ description, allowed }: TableField): string {
  return [description, ...(allowed.length === 0 ? [] : [`One of ${allowed.join(', ')}.`])].join(' ').replaceAll('|', '\\|');
}
