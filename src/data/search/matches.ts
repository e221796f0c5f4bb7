import { z } from 'zod';
import { type SearchAccount, type SearchFilter, searchKinds } from '#domain/search/search.ts';
import { Prisma } from '../generated/client.ts';
import type { PageRequest } from '../page.ts';
import type { ReadTx } from '../transaction.ts';
import { hanging, matching, mostThings, narrowed } from './entries.ts';
import type { Query } from './query.ts';
import { mostEvents, type Ranked, readRanked, type SearchKey } from './rank.ts';
import type { Span } from './span.ts';

/**
 * At most so many matches are read at once, of all time and of a span, which is what bounds a search: they lie anywhere in a large
 * record, and each costs a look. A query that is expected to have more is asked of the newest events first.
 */
const mostMatches = 1_000;
const mostOfSpan = 600;

export interface Matches {
  readonly query: Query;
  readonly rows: NonNullable<Ranked['rows']>;
  readonly total: number;
  readonly complete: boolean;
  readonly kinds: SearchAccount['kinds'];
  /** The guesses of the query that are in what was found. */
  readonly guessed: readonly string[];
}

/**
 * The matches of a query. Where there are too many to read, those of the newest events, in ever longer spans of time until there are
 * enough to rank; the index knows the months, years and decades, so that nothing outside a span is read.
 */
export async function readMatches(
  tx: ReadTx,
  query: Query,
  filter: SearchFilter & PageRequest<SearchKey>,
  spans: readonly Span[],
): Promise<Matches> {
  const nothing = { query, rows: [], total: 0, complete: true, kinds: [], guessed: [] };
  if (query.words === '') return nothing;
  const { loose } = query;
  const { from = '' } = filter;
  let hangs: boolean | undefined;
  const readRankedOf = async (matched: Prisma.Sql) => {
    hangs ??= await isAny(tx, hanging(loose, filter));
    return readRanked(tx, query, filter, matched, hangs);
  };
  if (spans.length === 0) {
    const ranked = await readRankedOf(matching(loose, filter, mostOfSpan));
    return matchesOf(query, ranked, (ranked.matched ?? 0) < mostOfSpan);
  }
  const expectations = await expected(tx, loose, filter, spans);
  const expectedInAll = expectations.at(-1) ?? 0;
  const isRare = expectedInAll < mostMatches;
  if (isRare) {
    const matched = matching(loose, filter, mostMatches);
    // An estimate of one often means none, and checking is cheaper than planning the ranking.
    if (expectedInAll <= 1 && !(await isAny(tx, matched))) return nothing;
    const ranked = await readRankedOf(matched);
    if ((ranked.matched ?? 0) < mostMatches) return matchesOf(query, ranked, true);
  }
  let ranked: Ranked = { rows: null, matched: null, things: 0, events: 0, counts: null, guessed: null };
  for (const [index, { lexemes, first, share }] of spans.entries()) {
    const isLast = first <= from;
    // Where the estimate for all time was wrong, those for spans are no better.
    if (!isLast && !isRare && (expectations[index] ?? 0) * share < mostEvents) continue;
    ranked = await readRankedOf(matching(loose, filter, mostOfSpan, lexemes));
    if (isLast || ranked.events >= mostEvents || (ranked.matched ?? 0) >= mostOfSpan) break;
  }
  return matchesOf(query, ranked, false);
}

const existsSchema = z.tuple([z.object({ exists: z.boolean() })]);

/** Whether anything matches. It is planned as if all were wanted: for one alone PostgreSQL would rather read the table until there is one. */
async function isAny(tx: ReadTx, matched: Prisma.Sql): Promise<boolean> {
  const [found] = existsSchema.parse(
    await tx.$queryRaw`WITH matched AS MATERIALIZED (${matched}) SELECT EXISTS (SELECT FROM matched) AS "exists"`,
  );
  return found.exists;
}

const planSchema = z.tuple([
  z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: z.object({ Plans: z.array(z.object({ 'Plan Rows': z.number() })) }) })]) }),
]);

/** How many events of each span PostgreSQL expects to meet a query, by what it has seen of the column. */
async function expected(tx: ReadTx, loose: string, filter: SearchFilter, spans: readonly Span[]): Promise<readonly number[]> {
  const events = spans.map(
    ({ lexemes }) => Prisma.sql`(SELECT FROM "SearchEntry" WHERE "entity" = 'EVENT' AND "words" @@ (${narrowed(loose, filter, lexemes)}))`,
  );
  const plan = await tx.$queryRaw`EXPLAIN (FORMAT JSON) ${Prisma.join(events, ' UNION ALL ')}`;
  return planSchema.parse(plan)[0]['QUERY PLAN'][0].Plan.Plans.map((part) => part['Plan Rows']);
}

function matchesOf(query: Query, { rows, events, things, counts, guessed }: Ranked, isWhole: boolean): Matches {
  const kinds = searchKinds.flatMap((kind) => {
    const count = counts?.[kind];
    return count === undefined ? [] : [{ kind, count }];
  });
  const capped = events > mostEvents || things > mostThings;
  const total = kinds.reduce((sum, { count }) => sum + count, 0);
  return { query, rows: rows ?? [], total, complete: isWhole && !capped, kinds, guessed: guessed ?? [] };
}
