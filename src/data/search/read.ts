import { z } from 'zod';
import { abbreviations, type SearchAccount, type SearchFilter, type SearchResult, searchKinds, tidyQuery } from '#domain/search/search.ts';
import { bestPassage, highlight, wordsIn } from '#domain/search/snippet.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import { agreementKnown, demandKnown, effectiveBound } from '../event/known.ts';
import { Prisma } from '../generated/client.ts';
import { type Page, type PageRequest, pageOf } from '../page.ts';
import { disputeKnown } from '../source/read.ts';
import { readEntries } from '../timeline/read.ts';
import type { ReadTx } from '../transaction.ts';

/** The place of a result: the best first, of equals the newest. */
export interface SearchKey {
  readonly score: number;
  readonly since: string;
  readonly entry: string;
}

/** A page of results with how they came about. */
export interface SearchPage extends Page<SearchResult, SearchKey> {
  readonly account: SearchAccount;
}

/**
 * At most so many matches are read at once, of all time and of a span, which is what bounds a search: they lie anywhere in a large
 * record, and each costs a look. A query that is expected to have more is asked of the newest events first.
 */
const mostMatches = 1_000;
const mostOfSpan = 600;
/** At most so many of the newest events, and so many other things, are ranked. */
const mostEvents = 300;
const mostThings = 150;
/** A passage is shown to this many characters. */
const passageLength = 280;
/** How like a word of the record a misspelt one must be, from 0 to 1, as pg_trgm counts. */
const likeness = '0.4';

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

/** A query in the form of PostgreSQL; '' where it has no word to look for. */
interface Query {
  readonly text: string;
  readonly words: string;
  /** The part that the index answers by itself: words next to each other as words, what must not be there left out. */
  readonly loose: string;
  /** Words of it that were taken for others. */
  readonly guesses: readonly string[];
}

const querySchema = z.tuple([z.object({ words: z.string(), loose: z.string() })]);

/** A query for all words of a text. One that asks only for what is not there would be answered by nearly everything: its words are looked for instead. */
async function allOf(tx: ReadTx, text: string): Promise<Query> {
  const term = (words: string) => Prisma.sql`plainto_tsquery('parley', ${words})`;
  const expanded = abbreviations.reduce(
    (query, [short, long]) =>
      Prisma.sql`ts_rewrite(ts_rewrite(${query}, ${term(long)}, ${term(long)} || ${term(short)}), ${term(short)}, ${term(short)} || phraseto_tsquery('parley', ${long}))`,
    Prisma.sql`w."query"`,
  );
  const [query] = querySchema.parse(
    await tx.$queryRaw`
      SELECT x."query"::text AS words, regexp_replace(querytree(x."query"), '<(-|[0-9]+)>', '&', 'g') AS loose FROM (
        SELECT CASE WHEN querytree(q) IN ('', 'T') THEN plainto_tsquery('parley', ${text}) ELSE q END AS "query"
        FROM websearch_to_tsquery('parley', ${text}) q
      ) w, LATERAL (SELECT ${expanded} AS "query") x`,
  );
  return { text, guesses: [], ...query };
}

/** A query for any of the words of a text. */
async function anyOf(tx: ReadTx, text: string): Promise<Query> {
  const [query] = querySchema.parse(
    await tx.$queryRaw`
      SELECT words, words AS loose FROM (
        SELECT coalesce(string_agg('''' || replace(replace(l, '\\', '\\\\'), '''', '''''') || '''', ' | '), '') AS words
        FROM unnest(tsvector_to_array(to_tsvector('parley', ${text}))) l
      ) q`,
  );
  return { text, guesses: [], ...query };
}

const correctionSchema = z.array(z.object({ token: z.string(), word: z.string() }));

/** The words of a text that the record does not know, in small letters, each with the one of the record that is most like it. */
async function readCorrections(tx: ReadTx, text: string): Promise<ReadonlyMap<string, string>> {
  await tx.$queryRaw`SELECT set_config('pg_trgm.similarity_threshold', ${likeness}, true)`;
  const corrections = correctionSchema.parse(
    await tx.$queryRaw`
      SELECT t."token", best."word" FROM (SELECT DISTINCT lower("token") AS "token" FROM ts_parse('default', ${text}) WHERE "tokid" IN (1, 2, 10, 11, 16, 17)) t
      CROSS JOIN LATERAL (
        SELECT w."word" FROM "SearchWord" w WHERE w."word" % t."token" ORDER BY similarity(w."word", t."token") DESC, w."word" LIMIT 1
      ) best
      WHERE length(t."token") > 3 AND NOT EXISTS (SELECT FROM "SearchWord" k WHERE k."word" = t."token")`,
  );
  return new Map(corrections.map(({ token, word }) => [token, word]));
}

/** A text with words of it replaced by others. */
function mended(text: string, words: ReadonlyMap<string, string>): string {
  return text.replace(/[\p{L}\p{N}-]+/gu, (word) => words.get(word.toLowerCase()) ?? word);
}

const kindSchema = z.enum(searchKinds);
const rankedSchema = z.tuple([
  z.object({
    /** The page of the best, and one more where there is one. */
    rows: z
      .array(
        z.object({
          entry: z.string(),
          score: z.int(),
          since: z.string(),
          kind: kindSchema,
          id: z.string(),
          negotiation: z.string().nullable(),
          date: z.string().nullable(),
          announced: z.boolean(),
          title: z.string(),
          passages: z.array(z.object({ text: z.string(), quote: z.boolean(), source: z.string().nullable() })),
          page: z.string(),
        }),
      )
      .nullable(),
    /** How many entries were read, of those events and other things that count, and how many of each kind were ranked. */
    matched: z.int().nullable(),
    things: z.int(),
    events: z.int(),
    counts: z.record(kindSchema, z.int().optional()).nullable(),
    /** The guesses that something ranked has. */
    guessed: z.array(z.string()).nullable(),
  }),
]);
type Ranked = z.infer<typeof rankedSchema>[0];

interface Matches {
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
async function readMatches(
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
    // Where it expects one it often means none, and to plan how matches are ranked takes longer than to see that there are none.
    if (expectedInAll <= 1 && !(await isAny(tx, matched))) return nothing;
    const ranked = await readRankedOf(matched);
    if ((ranked.matched ?? 0) < mostMatches) return matchesOf(query, ranked, true);
  }
  let ranked: Ranked = { rows: null, matched: null, things: 0, events: 0, counts: null, guessed: null };
  for (const [index, { lexemes, first, share }] of spans.entries()) {
    const isLast = first <= from;
    // Where it expected few and there were many, it knows no better of a span.
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

/** The spans of time in which a search looks for events, one after the other; none where no events are asked for. */
async function readSpans(tx: ReadTx, { asOf, to, kind }: SearchFilter): Promise<readonly Span[]> {
  if (kind !== undefined && !kind.includes('EVENT') && !kind.includes('STATEMENT')) return [];
  return spansBefore(await lastDay(tx, to !== undefined && to < asOf ? to : asOf));
}

const lastDaySchema = z.tuple([z.object({ day: z.string().nullable() })]);

/** The last day up to a day from which an event can be found; that day itself where there is none. Before it there is something to find. */
async function lastDay(tx: ReadTx, day: string): Promise<string> {
  const [last] = lastDaySchema.parse(
    await tx.$queryRaw`
      SELECT greatest(
        left((SELECT max("sortKey") FROM "Event" WHERE "sortKey" < ${effectiveBound(day)}), 10),
        (SELECT max("announcedOn") FROM "Event" WHERE "announcedOn" <= ${day})
      ) AS day`,
  );
  return last.day ?? day;
}

interface Span {
  /** How the index knows it: any of them; none for all time. */
  readonly lexemes: readonly string[];
  readonly first: string;
  /** How much of it there has been so far, from 0 to 1: PostgreSQL expects as much of a month that has just begun as of any. */
  readonly share: number;
}

/** Spans of time that end with a day, each longer than the one before, the last of them all time. */
function spansBefore(day: string): Span[] {
  const year = Number(day.slice(0, 4));
  const years = (count: number) => Array.from({ length: count }, (_, index) => String(year - index));
  const decades = [...new Set(years(20).map((each) => each.slice(0, 3)))];
  const [oldest = ''] = decades.slice(-1);
  const ofMonth = Number(day.slice(8, 10)) / 31;
  return [
    { lexemes: [`m:${day.slice(0, 7)}`], first: `${day.slice(0, 7)}-01`, share: ofMonth },
    { lexemes: [`y:${year}`], first: `${year}-01-01`, share: (Number(day.slice(5, 7)) - 1 + ofMonth) / 12 },
    { lexemes: years(4).map((each) => `y:${each}`), first: `${year - 3}-01-01`, share: 1 },
    // One long list of the index is read sooner than several: the decade so far may be no longer than these years, and is then seldom worth a look.
    { lexemes: [`d:${String(year).slice(0, 3)}`], first: `${String(year).slice(0, 3)}0-01-01`, share: 1 },
    { lexemes: decades.map((each) => `d:${each}`), first: `${oldest}0-01-01`, share: 1 },
    { lexemes: [], first: '', share: 1 },
  ];
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

/** A condition on lexemes that only filters have. */
function oneOf(lexemes: readonly string[]): Prisma.Sql {
  return Prisma.sql`${lexemes.map((lexeme) => `'${lexeme}'`).join(' | ')}::tsquery`;
}

function narrowed(query: string, { kind, negotiation }: SearchFilter, lexemes: readonly string[] = []): Prisma.Sql {
  const conditions = [kind?.map((one) => `k:${one}`) ?? [], negotiation?.map((slug) => `n:${slug}`) ?? [], lexemes];
  return Prisma.join([Prisma.sql`${query}::tsquery`, ...conditions.filter((some) => some.length > 0).map(oneOf)], ' && ');
}

/** The things that hang on events: what was known of them by a day, these tell. */
const hangingKinds = ['DEMAND', 'TERM', 'DISPUTE'] as const;
const hangingNames = Prisma.raw(hangingKinds.map((kind) => `'${kind}'`).join(', '));

/** Those of the entries that meet a query that hang on events. */
function hanging(loose: string, filter: SearchFilter): Prisma.Sql {
  const kind = hangingKinds.filter((each) => filter.kind?.includes(each) ?? true);
  if (kind.length === 0) return Prisma.sql`SELECT WHERE false`;
  return Prisma.sql`SELECT FROM "SearchEntry" WHERE "entity" <> 'EVENT' AND "words" @@ (${narrowed(loose, { ...filter, kind })}) LIMIT ${mostThings}`;
}

/** Entries that meet a query as far as the index can tell: events of a span of time, or of all time, and everything else. */
function matching(loose: string, filter: SearchFilter, atMost: number, lexemes: readonly string[] = []): Prisma.Sql {
  const columns = Prisma.sql`
    e."entity", e."key", e."announced", e."kind", e."negotiationSlug", e."day", e."since", e."until", e."major", e."title", e."words"`;
  return Prisma.sql`
    (SELECT ${columns} FROM "SearchEntry" e WHERE e."entity" = 'EVENT' AND e."words" @@ (${narrowed(loose, filter, lexemes)}) LIMIT ${atMost})
    UNION ALL
    (SELECT ${columns} FROM "SearchEntry" e WHERE e."entity" <> 'EVENT' AND e."words" @@ (${narrowed(loose, filter)}) LIMIT ${atMost})`;
}

/** Whether entry `e` could be found on the day, and lies within the days that are asked for. */
function datedWithin({ asOf, from, to }: SearchFilter): Prisma.Sql {
  return Prisma.join(
    [
      Prisma.sql`e."since" < ${effectiveBound(asOf)} AND (e."until" IS NULL OR e."until" > ${asOf})`,
      ...(from === undefined ? [] : [Prisma.sql`e."day" >= ${from}`]),
      ...(to === undefined ? [] : [Prisma.sql`e."day" <= ${to}`]),
    ],
    ' AND ',
  );
}

/** Whether an undated thing was known by a day: what hangs on events is known by them. */
function known(asOf: SearchFilter['asOf']): Prisma.Sql {
  const negotiation = Prisma.sql`c."negotiationSlug"`;
  const id = Prisma.sql`substr(c."key", length(c."negotiationSlug") + 2)`;
  return Prisma.sql`CASE c."kind"
    WHEN 'DEMAND' THEN ${demandKnown(negotiation, id, asOf)}
    WHEN 'TERM' THEN ${agreementKnown(negotiation, asOf)}
    WHEN 'DISPUTE' THEN EXISTS (SELECT FROM "Dispute" q WHERE q."negotiationSlug" = ${negotiation} AND q."id" = ${id} AND ${disputeKnown(asOf)})
    ELSE true END`;
}

/**
 * The page of the matches, ranked: by how the words stand in the entry (a title counts more than a name, a name more than a passage, a
 * passage more than what it belongs to), by how like the query the title is, and a little by what kind of thing it is.
 *
 * @param hangs whether some of the matches hang on events: what was known of them is long to plan, and asked only where there are some
 */
async function readRanked(
  tx: ReadTx,
  query: Query,
  { limit, after, ...filter }: SearchFilter & PageRequest<SearchKey>,
  matched: Prisma.Sql,
  hangs: boolean,
): Promise<Ranked> {
  const words = Prisma.sql`${query.words}::tsquery`;
  const isExact = query.words === query.loose;
  // Of too many to rank, names come before what is said of them.
  // A page that the record rests on is seldom what is looked for; a name, and an event that tells the story alone, often are.
  const weight = Prisma.sql`CASE WHEN c."kind" = 'SOURCE' THEN 0.4 WHEN c."kind" IN (${hangingNames}) THEN 0.9 WHEN c."major" THEN 1.4 ELSE 1 END`;
  const beyond =
    after === undefined
      ? Prisma.empty
      : Prisma.sql`WHERE (r."score", r."since", r."entry") < (${after.score}::int, ${after.since}, ${after.entry})`;
  // A word that is never looked for, such as "with", tells nothing.
  const guessed =
    query.guesses.length === 0
      ? Prisma.sql`NULL`
      : Prisma.sql`(
          SELECT json_agg(g."word") FROM (SELECT w AS "word", plainto_tsquery('parley', w) AS "query" FROM unnest(${[...query.guesses]}::text[]) w) g
          WHERE EXISTS (SELECT FROM ranked r WHERE numnode(g."query") = 0 OR r."words" @@ g."query")
        )`;
  const [ranked] = rankedSchema.parse(
    await tx.$queryRaw`
      WITH matched AS MATERIALIZED (${matched}),
      placed AS MATERIALIZED (
        SELECT e.*, e."entity" = 'EVENT' AS "isEvent",
          row_number() OVER (
            PARTITION BY e."entity" = 'EVENT' ORDER BY e."kind" IN (${hangingNames}), e."since" DESC, e."key" DESC, e."announced"
          ) AS "place"
        FROM matched e WHERE ${datedWithin(filter)} ${isExact ? Prisma.empty : Prisma.sql`AND e."words" @@ ${words}`}
      ),
      ranked AS MATERIALIZED (
        SELECT c.*, c."entity" || '/' || c."key" || CASE WHEN c."announced" THEN '/announced' ELSE '' END AS "entry",
          round(1000000 * (
            ts_rank_cd('{0.05, 0.4, 0.5, 1}', c."words", ${words}, 4) + similarity(c."title", ${query.text})
          ) * ${weight})::int AS "score"
        FROM placed c WHERE c."place" <= CASE WHEN c."isEvent" THEN ${mostEvents}::int ELSE ${mostThings}::int END ${hangs ? Prisma.sql`AND ${known(filter.asOf)}` : Prisma.empty}
      )
      SELECT
        (SELECT json_agg(p) FROM (
          SELECT r."entry", r."score", r."since", r."kind", r."negotiationSlug" AS negotiation, r."announced", r."title",
            CASE WHEN r."kind" IN (${hangingNames}) THEN substr(r."key", length(r."negotiationSlug") + 2) ELSE r."key" END AS id,
            s."date", s."passages", s."page"
          FROM (SELECT * FROM ranked r ${beyond} ORDER BY r."score" DESC, r."since" DESC, r."entry" DESC LIMIT ${limit + 1}) r
          JOIN "SearchEntry" s ON s."entity" = r."entity" AND s."key" = r."key" AND s."announced" = r."announced"
          ORDER BY r."score" DESC, r."since" DESC, r."entry" DESC
        ) p) AS rows,
        (SELECT max(m."count")::int FROM (SELECT count(*) AS "count" FROM matched GROUP BY "entity" = 'EVENT') m) AS matched,
        (SELECT count(*)::int FROM placed WHERE "isEvent") AS events,
        (SELECT count(*)::int FROM placed WHERE NOT "isEvent") AS things,
        (SELECT jsonb_object_agg(k."kind", k."count") FROM (SELECT "kind", count(*) AS "count" FROM ranked GROUP BY "kind") k) AS counts,
        ${guessed} AS guessed`,
  );
  return ranked;
}

const spellingsSchema = z.array(z.object({ word: z.string() }));

/** The words, of those given, that are forms of a word of the query. */
async function readMatching(tx: ReadTx, query: Query, words: readonly string[]): Promise<ReadonlySet<string>> {
  if (words.length === 0) return new Set();
  const rows = spellingsSchema.parse(
    await tx.$queryRaw`
      SELECT w AS word FROM unnest(${[...words]}::text[]) w
      WHERE tsvector_to_array(to_tsvector('parley', w)) && ARRAY(SELECT replace(m[1], '''''', '''') FROM regexp_matches(${query.words}, '''((?:[^'']|'''')*)''', 'g') m)`,
  );
  return new Set(rows.map(({ word }) => word));
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
  const words = await readMatching(
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
