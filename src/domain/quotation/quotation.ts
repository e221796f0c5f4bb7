import type { Source } from '../source/source.ts';
import { oneLine } from '../text/one-line.ts';
import { formatDate } from '../time/format.ts';
import type { CalendarDate, PartialDate } from '../time/partial-date.ts';
import { closestFirst } from './words.ts';

/** The name that the record is cited under. */
const work = 'Parley';

/** How many sources a long citation names in full. */
const sourcesInFull = 5;

/** A fact in words ready for print, before it is told where it stands. */
export interface Quotation {
  /** A name of the fact that is one among all citations from the record: letters, digits and hyphens. */
  readonly key: string;
  /** What a citation calls it. */
  readonly title: string;
  /** One sentence in news style: attributed, with its method, its uncertainty and the date it holds for. */
  readonly sentence: string;
  /** The round that it belongs to. */
  readonly negotiation: string;
  /** When it was; null for what is so on a date, like a status. */
  readonly date: PartialDate | null;
  readonly asOf: CalendarDate;
  /** Those it rests on, the closest to the fact first. */
  readonly sources: readonly Source[];
}

/** Where a quotation can be checked. */
export interface Place {
  /** The address of its page, pinned to the date that it holds for. */
  readonly url: string;
  /** The number of the last change that the record reflected. */
  readonly version: number;
}

/** An item of CSL-JSON (the Citation Style Language’s own format, which the other formats are made from). */
export interface CslItem {
  readonly id: string;
  readonly type: 'webpage';
  readonly title: string;
  readonly author: readonly { readonly literal: string }[];
  readonly 'container-title': string;
  readonly issued: { readonly 'date-parts': readonly (readonly number[])[] };
  readonly 'original-date'?: { readonly 'date-parts': readonly (readonly number[])[] };
  readonly URL: string;
  readonly version: string;
  readonly abstract: string;
  readonly note: string;
  readonly language: 'en-US';
}

/** A quotation with the ways of citing it. */
export interface Citable {
  readonly short: string;
  readonly long: string;
  readonly item: CslItem;
}

function dateParts(date: PartialDate): { readonly 'date-parts': readonly (readonly number[])[] } {
  return { 'date-parts': [date.split('-').map(Number)] };
}

/** A title with its full stop inside the quotation marks, as American style has it; a question or exclamation mark needs none. */
function quotedTitle(title: string): string {
  return `“${title}${/[.?!]$/.test(title) ? '' : '.'}”`;
}

function inFull({ publisher, title, publishedOn, url }: Source): string {
  const parts = [publisher, `“${title}”`, publishedOn === null ? null : formatDate(publishedOn), url];
  return oneLine(parts.filter((part) => part !== null).join(', '));
}

function sourcesOf(sources: readonly Source[]): string {
  const more = sources.length - sourcesInFull;
  const named = sources.slice(0, sourcesInFull).map(inFull);
  return [...named, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

/**
 * How a quotation is cited: in a few words, in full with the sources that it rests on, and as an item that other formats are made
 * from. The version says which state of the record was read, so that a later correction cannot make the citation wrong.
 */
export function cite(quotation: Quotation, { url, version }: Place): Citable {
  const { key, title, sentence, negotiation, date, asOf } = quotation;
  const sources = closestFirst(quotation.sources);
  const state = `record as of ${formatDate(asOf)}, version ${version}`;
  const sourced = sources.length === 0 ? '' : `Sources: ${sourcesOf(sources)}.`;
  const about = date === null ? negotiation : `${negotiation}, ${formatDate(date)}`;
  return {
    short: `${work}, “${title}” (${date === null ? `as of ${formatDate(asOf)}` : formatDate(date)})`,
    long: [`${work}. ${quotedTitle(title)} ${about}; ${state}. ${url}.`, sourced].filter((part) => part !== '').join(' '),
    item: {
      id: `parley-${key}`,
      type: 'webpage',
      title,
      author: [{ literal: work }],
      'container-title': work,
      issued: dateParts(asOf),
      ...(date !== null && { 'original-date': dateParts(date) }),
      URL: url,
      version: String(version),
      abstract: sentence,
      note: [`${about}; ${state}.`, sourced].filter((part) => part !== '').join(' '),
      language: 'en-US',
    },
  };
}
