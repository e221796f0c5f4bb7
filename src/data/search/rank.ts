import { z } from 'zod';
import { type SearchFilter, searchKinds } from '#domain/search/search.ts';
import { Prisma } from '../generated/client.ts';
import type { PageRequest } from '../page.ts';
import type { ReadTx } from '../transaction.ts';
import { datedWithin, hangingNames, known, mostThings } from './entries.ts';
import type { Query } from './query.ts';

/** At most so many of the newest events are ranked. */
export const mostEvents = 300;

/** The place of a result: the best first, of equals the newest. */
export interface SearchKey {
  readonly score: number;
  readonly since: string;
  readonly entry: string;
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
export type Ranked = z.infer<typeof rankedSchema>[0];

/**
 * The page of the matches, ranked: by how the words stand in the entry (a title counts more than a name, a name more than a passage, a
 * passage more than what it belongs to), by how like the query the title is, and a little by what kind of thing it is. Of too many
 * to rank, names come before what is said of them.
 *
 * @param hangs whether some of the matches hang on events: what was known of them is long to plan, and asked only where there are some
 */
export async function readRanked(
  tx: ReadTx,
  query: Query,
  { limit, after, ...filter }: SearchFilter & PageRequest<SearchKey>,
  matched: Prisma.Sql,
  hangs: boolean,
): Promise<Ranked> {
  const words = Prisma.sql`${query.words}::tsquery`;
  const isExact = query.words === query.loose;
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
