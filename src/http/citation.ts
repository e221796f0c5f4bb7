import { plugins } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import type { CslItem } from '#domain/quotation/quotation.ts';

// The key of the fact is the label, by which citation commands name an entry: unlike author and year it is unique. The check of labels would
// take its hyphens out, and two keys may differ in nothing else.
Object.assign(plugins.config.get('@bibtex').format, { useIdAsLabel: true, checkLabel: false });

/** A citation as an entry of a BibTeX file. */
export function toBibtex(item: CslItem): string {
  return `${plugins.output.format('bibtex', [item]).trim()}\n`;
}

/** The tags of RIS that a page on the web has, in the order in which reference managers write them. */
const risTags: readonly (readonly [tag: string, of: (item: CslItem) => string | undefined])[] = [
  ['TY', () => 'ELEC'],
  ['ID', ({ id }) => id],
  ['TI', ({ title }) => title],
  ['AU', ({ author }) => author[0]?.literal],
  ['T2', (item) => item['container-title']],
  ['PY', ({ issued }) => issued['date-parts'][0]?.[0]?.toString()],
  ['DA', ({ issued }) => issued['date-parts'][0]?.map((part) => String(part).padStart(2, '0')).join('/')],
  ['UR', ({ URL }) => URL],
  ['ET', ({ version }) => version],
  ['AB', ({ abstract }) => abstract],
  ['N1', ({ note }) => note],
  ['LA', ({ language }) => language],
  ['ER', () => ''],
];

/**
 * A citation as a record of a RIS file. Written here because every value is one line already: the plug-in of Citation.js breaks values
 * after 70 characters wherever that falls, which cuts words and can leave a line that begins like a tag.
 */
export function toRis(item: CslItem): string {
  return risTags.flatMap(([tag, of]) => (of(item) === undefined ? [] : [`${tag}  - ${of(item)}\r\n`])).join('');
}

/** A citation as CSL-JSON: a list of one item, as reference managers import it. */
export function toCslJson(item: CslItem): string {
  return `${JSON.stringify([item], null, 2)}\n`;
}
