import { z } from 'zod';
import { abbreviations } from '#domain/search/search.ts';
import { Prisma } from '../generated/client.ts';
import type { ReadTx } from '../transaction.ts';

/** How like a word of the record a misspelt one must be, from 0 to 1, as pg_trgm counts. */
const likeness = '0.4';

/** A query in the form of PostgreSQL; '' where it has no word to look for. */
export interface Query {
  readonly text: string;
  readonly words: string;
  /** The part that the index answers by itself: words next to each other as words, what must not be there left out. */
  readonly loose: string;
  /** Words of it that were taken for others. */
  readonly guesses: readonly string[];
}

const querySchema = z.tuple([z.object({ words: z.string(), loose: z.string() })]);

/** A query for all words of a text. One that asks only for what is not there would be answered by nearly everything: its words are looked for instead. */
export async function allOf(tx: ReadTx, text: string): Promise<Query> {
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
export async function anyOf(tx: ReadTx, text: string): Promise<Query> {
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
export async function readCorrections(tx: ReadTx, text: string): Promise<ReadonlyMap<string, string>> {
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
export function mended(text: string, words: ReadonlyMap<string, string>): string {
  return text.replace(/[\p{L}\p{N}-]+/gu, (word) => words.get(word.toLowerCase()) ?? word);
}

const spellingsSchema = z.array(z.object({ word: z.string() }));

/** The words, of those given, that are forms of a word of the query. */
export async function readForms(tx: ReadTx, query: Query, words: readonly string[]): Promise<ReadonlySet<string>> {
  if (words.length === 0) return new Set();
  const rows = spellingsSchema.parse(
    await tx.$queryRaw`
      SELECT w AS word FROM unnest(${[...words]}::text[]) w
      WHERE tsvector_to_array(to_tsvector('parley', w)) && ARRAY(SELECT replace(m[1], '''''', '''') FROM regexp_matches(${query.words}, '''((?:[^'']|'''')*)''', 'g') m)`,
  );
  return new Set(rows.map(({ word }) => word));
}
