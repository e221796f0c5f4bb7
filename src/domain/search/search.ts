import type { CalendarDate, PartialDate } from '../time/partial-date.ts';

/** What can be found. A statement is an event of its own kind here, because whoever looks for words that were said wants only those. */
export const searchKinds = [
  'EVENT',
  'STATEMENT',
  'DEMAND',
  'TERM',
  'DISPUTE',
  'SOURCE',
  'PERSON',
  'UNION',
  'STUDIO',
  'ISSUE',
  'NEGOTIATION',
] as const;
export type SearchKind = (typeof searchKinds)[number];

/** The longest query that is looked for, in characters. */
export const longestSearch = 100;

/** A stretch of text, and whether it is what was looked for. */
export interface Segment {
  readonly text: string;
  readonly match: boolean;
}

/** The passage of a thing that answers the query best. */
export interface Passage {
  readonly segments: readonly Segment[];
  /** Whether these are the words of a speaker or of a source, verbatim. */
  readonly quote: boolean;
  /** The id of the source that says so, where it has one. */
  readonly source: string | null;
}

/** One thing that was found. */
export interface SearchResult {
  readonly kind: SearchKind;
  /** Its slug or id. */
  readonly id: string;
  readonly negotiation: string | null;
  /** When it happened, was set for, or was published; null for what has no date. */
  readonly date: PartialDate | null;
  /** Whether it had only been announced by the date asked about. */
  readonly announced: boolean;
  readonly title: readonly Segment[];
  readonly passage: Passage | null;
  /** Its page on this site, as a path. */
  readonly page: string;
}

/** How the results came about. */
export interface SearchAccount {
  /** What was looked for in the end: other than the query where a word of it was in nothing and another was taken for it. */
  readonly query: string;
  readonly corrected: boolean;
  /** Whether each result has all the words, or, because nothing had, any of them. */
  readonly words: 'ALL' | 'ANY';
  /** How many there are; more where `complete` is false: then only the newest matches were ranked. */
  readonly total: number;
  readonly complete: boolean;
  readonly kinds: readonly { readonly kind: SearchKind; readonly count: number }[];
}

/** What a search is narrowed to. */
export interface SearchFilter {
  readonly asOf: CalendarDate;
  readonly kind?: readonly SearchKind[] | undefined;
  readonly negotiation?: readonly string[] | undefined;
  readonly from?: CalendarDate | undefined;
  readonly to?: CalendarDate | undefined;
}

/** Abbreviations of the field with what they stand for: whoever looks for the one finds the other. */
export const abbreviations: readonly (readonly [short: string, long: string])[] = [
  ['AI', 'artificial intelligence'],
  ['TA', 'tentative agreement'],
  ['SAV', 'strike authorization vote'],
  ['LBFO', 'last best final offer'],
  ['MOA', 'memorandum of agreement'],
];

/** A query as it is looked for: one form of Unicode, no control characters, single spaces, and `A.I.` as `AI`. */
export function tidyQuery(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cs}]/gu, ' ')
    .replace(/\b(?:\p{L}\.){2,}/gu, (letters) => letters.replaceAll('.', ''))
    .replace(/\s+/g, ' ')
    .trim();
}
