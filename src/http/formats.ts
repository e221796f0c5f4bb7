import { stringify } from 'csv-stringify/sync';
import Negotiator from 'negotiator';
import { ProblemError, shorten } from './problem.ts';

/** The formats of an answer, each with the media type that it is sent as. */
export const mediaTypes = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson; charset=utf-8',
  text: 'text/plain; charset=utf-8',
  bibtex: 'application/x-bibtex; charset=utf-8',
  ris: 'application/x-research-info-systems; charset=utf-8',
  csl: 'application/vnd.citationstyles.csl+json; charset=utf-8',
} as const;
export type Format = keyof typeof mediaTypes;

/** The formats by name. */
export const formatNames = Object.keys(mediaTypes).filter((name): name is Format => name in mediaTypes);

/** The names by which `Accept` may ask for a format. */
const acceptedNames: Readonly<Record<Format, readonly string[]>> = {
  json: ['application/json'],
  csv: ['text/csv'],
  ndjson: ['application/x-ndjson', 'application/ndjson', 'application/jsonl'],
  text: ['text/plain'],
  bibtex: ['application/x-bibtex', 'text/x-bibtex'],
  ris: ['application/x-research-info-systems'],
  csl: ['application/vnd.citationstyles.csl+json'],
};

/** The names under which the formats offered are asked for, each with its format. Our texts are all in UTF-8, so it may be asked for, too. */
function namesOf(offered: readonly Format[]): ReadonlyMap<string, Format> {
  const names = offered.flatMap((format) => acceptedNames[format].map((name) => [name, format] as const));
  return new Map([...names, ...names.map(([name, format]) => [`${name};charset=utf-8`, format] as const)]);
}

/**
 * The format that `Accept` asks for among those offered (RFC 9110, 12.5.1); JSON where nothing is said or anything will do.
 *
 * @throws ProblemError NOT_ACCEPTABLE where it allows none of them
 */
export function acceptedFormat(accept: string | null, offered: readonly Format[]): Format {
  if (accept === null || accept.trim() === '') return 'json';
  const names = namesOf(offered);
  const chosen = new Negotiator({ headers: { accept } }).mediaType([...names.keys()]);
  const format = chosen === undefined ? undefined : names.get(chosen);
  if (format === undefined)
    throw new ProblemError(
      'NOT_ACCEPTABLE',
      `Nothing here is written as “${shorten(accept)}”; there is ${offered.map((each) => acceptedNames[each][0]).join(', ')}.`,
    );
  return format;
}

/** A column of a CSV file: its name and what it holds of an item. Text and numbers only; null is an empty cell. */
export interface Column<Item> {
  readonly name: string;
  readonly value: (item: Item) => string | number | boolean | null | undefined;
}

/**
 * Items as CSV (RFC 4180): a header line, CRLF line ends, quotes where needed, UTF-8 without a byte order mark. A text
 * cell that begins with `= + - @`, a tab or a carriage return gets a leading apostrophe, so that no spreadsheet takes
 * words of the record for a formula; numbers are left alone. Strip that one apostrophe to get the text back.
 */
export function toCsv<Item>(items: readonly Item[], columns: readonly Column<Item>[]): string {
  return stringify(
    items.map((item) => columns.map(({ value }) => value(item) ?? '')),
    {
      header: true,
      columns: columns.map(({ name }) => name),
      record_delimiter: 'windows',
      escape_formulas: true,
      cast: { boolean: (value) => (value ? 'true' : 'false'), number: (value) => ({ value: String(value), escape_formulas: false }) },
    },
  );
}

/** Items as NDJSON: one JSON value on each line, every line ended. */
export function toNdjson(items: readonly unknown[]): string {
  return items.map((item) => `${JSON.stringify(item)}\n`).join('');
}
