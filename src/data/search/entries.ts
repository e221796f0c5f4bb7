import type { SearchFilter } from '#domain/search/search.ts';
import { agreementKnown, demandKnown, effectiveBound } from '../event/known.ts';
import { Prisma } from '../generated/client.ts';
import { disputeKnown } from '../source/read.ts';

/** At most so many things that are no events are ranked. */
export const mostThings = 150;

/** A condition on lexemes that only filters have. */
function anyLexeme(lexemes: readonly string[]): Prisma.Sql {
  return Prisma.sql`${lexemes.map((lexeme) => `'${lexeme}'`).join(' | ')}::tsquery`;
}

export function narrowed(query: string, { kind, negotiation }: SearchFilter, lexemes: readonly string[] = []): Prisma.Sql {
  const conditions = [kind?.map((one) => `k:${one}`) ?? [], negotiation?.map((slug) => `n:${slug}`) ?? [], lexemes];
  return Prisma.join([Prisma.sql`${query}::tsquery`, ...conditions.filter((some) => some.length > 0).map(anyLexeme)], ' && ');
}

/** The kinds without a date of their own: events say when they became known. */
const hangingKinds = ['DEMAND', 'TERM', 'DISPUTE'] as const;
export const hangingNames = Prisma.raw(hangingKinds.map((kind) => `'${kind}'`).join(', '));

/** The entries of those kinds that meet a query. */
export function hanging(loose: string, filter: SearchFilter): Prisma.Sql {
  const kind = hangingKinds.filter((each) => filter.kind?.includes(each) ?? true);
  if (kind.length === 0) return Prisma.sql`SELECT WHERE false`;
  return Prisma.sql`SELECT FROM "SearchEntry" WHERE "entity" <> 'EVENT' AND "words" @@ (${narrowed(loose, { ...filter, kind })}) LIMIT ${mostThings}`;
}

/** Entries that meet a query as far as the index can tell: events of a span of time, or of all time, and everything else. */
export function matching(loose: string, filter: SearchFilter, atMost: number, lexemes: readonly string[] = []): Prisma.Sql {
  const columns = Prisma.sql`
    e."entity", e."key", e."announced", e."kind", e."negotiationSlug", e."day", e."since", e."until", e."major", e."title", e."words"`;
  return Prisma.sql`
    (SELECT ${columns} FROM "SearchEntry" e WHERE e."entity" = 'EVENT' AND e."words" @@ (${narrowed(loose, filter, lexemes)}) LIMIT ${atMost})
    UNION ALL
    (SELECT ${columns} FROM "SearchEntry" e WHERE e."entity" <> 'EVENT' AND e."words" @@ (${narrowed(loose, filter)}) LIMIT ${atMost})`;
}

/** Whether entry `e` could be found on the day, and lies within the days that are asked for. */
export function datedWithin({ asOf, from, to }: SearchFilter): Prisma.Sql {
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
export function known(asOf: SearchFilter['asOf']): Prisma.Sql {
  const negotiation = Prisma.sql`c."negotiationSlug"`;
  const id = Prisma.sql`substr(c."key", length(c."negotiationSlug") + 2)`;
  return Prisma.sql`CASE c."kind"
    WHEN 'DEMAND' THEN ${demandKnown(negotiation, id, asOf)}
    WHEN 'TERM' THEN ${agreementKnown(negotiation, asOf)}
    WHEN 'DISPUTE' THEN EXISTS (SELECT FROM "Dispute" q WHERE q."negotiationSlug" = ${negotiation} AND q."id" = ${id} AND ${disputeKnown(asOf)})
    ELSE true END`;
}
