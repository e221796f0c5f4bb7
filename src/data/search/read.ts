import { type SearchAccount, type SearchFilter, type SearchResult, tidyQuery } from '#domain/search/search.ts';
import { bestPassage, highlight, wordsIn } from '#domain/search/snippet.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import { type Page, type PageRequest, pageOf } from '../page.ts';
import { readEntries } from '../timeline/read.ts';
import type { ReadTx } from '../transaction.ts';
import { type Matches, readMatches } from './matches.ts';
import { allOf, anyOf, mended, readCorrections, readForms } from './query.ts';
import type { SearchKey } from './rank.ts';
import { readSpans } from './span.ts';

/** A page of results with how they came about. */
export interface SearchPage extends Page<SearchResult, SearchKey> {
  readonly account: SearchAccount;
}

/** A passage is shown to this many characters. */
const passageLength = 280;

/**
 * What answers a query on a date, the best first. Words are looked for in all their forms, `"…"`, `or` and `-` work as in a web
 * search. Where nothing has all of the words, those that the record does not know are taken for the most like that it does; where
 * still nothing has all, any will do. Whatever the query, a bounded number of entries is read.
 *
 * @param text at most some hundred characters; anything else is a matter of {@link tidyQuery}
 */
export async function readSearch(tx: ReadTx, text: string, filter: SearchFilter & PageRequest<SearchKey>): Promise<SearchPage> {
  const typed = tidyQuery(text);
  const spans = await readSpans(tx, filter);
  const strict = await readMatches(tx, await allOf(tx, typed), filter, spans);
  if (strict.total > 0) return present(tx, strict, { query: typed, corrected: false, words: 'ALL' }, filter);
  const corrections = await readCorrections(tx, typed);
  const meant = mended(typed, corrections);
  const guesses = [...corrections.values()];
  const likely = meant === typed ? strict : await readMatches(tx, { ...(await allOf(tx, meant)), guesses }, filter, spans);
  const isAll = likely.total > 0;
  const matches = isAll ? likely : await readMatches(tx, { ...(await anyOf(tx, meant)), guesses }, filter, spans);
  // A guess by which nothing is found is nothing to tell: it may be a word that came only later.
  const told = mended(typed, new Map([...corrections].filter(([, word]) => matches.guessed.includes(word))));
  const words = isAll || matches.total === 0 ? 'ALL' : 'ANY';
  return present(tx, matches, { query: told, corrected: told !== typed, words }, filter);
}

/** What was found, with the titles of announced events as of a date: they are found by what was set, and may have been called off since. */
async function asTheyStood(
  tx: ReadTx,
  rows: readonly Matches['rows'][number][],
  asOf: CalendarDate,
): Promise<readonly Matches['rows'][number][]> {
  const announced = rows.filter((row) => row.announced).map(({ id }) => id);
  if (announced.length === 0) return rows;
  const headlines = new Map((await readEntries(tx, announced, asOf)).map(({ event }) => [event.id, event.headline]));
  return rows.map((row) => (row.announced ? { ...row, title: headlines.get(row.id) ?? row.title } : row));
}

async function present(
  tx: ReadTx,
  { query, rows, total, complete, kinds }: Matches,
  how: Pick<SearchAccount, 'query' | 'corrected' | 'words'>,
  { asOf, limit }: Pick<SearchFilter & PageRequest<SearchKey>, 'asOf' | 'limit'>,
): Promise<SearchPage> {
  const found = pageOf(rows, limit, ({ score, since, entry }) => ({ score, since, entry }));
  const items = await asTheyStood(tx, found.items, asOf);
  const words = await readForms(
    tx,
    query,
    wordsIn(items.map(({ title, passages }) => [title, ...passages.map(({ text }) => text)].join(' ')).join(' ')),
  );
  const results = items.map(({ kind, id, negotiation, date, announced, title, passages, page }) => ({
    kind,
    id,
    negotiation,
    date,
    announced,
    title: highlight(title, words),
    passage: bestPassage(passages, words, passageLength, kind === 'SOURCE'),
    page,
  }));
  return { items: results, next: found.next, account: { ...how, total, complete, kinds } };
}
