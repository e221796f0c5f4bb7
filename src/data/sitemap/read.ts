import { z } from 'zod';
import type { ReadTx } from '../transaction.ts';

/**
 * A fact that has a page, and when the record last said something else on that page: an instant. Null for the pages of parties, people,
 * issues and sources, which gather what is said in many places: no date would be true of all of it.
 */
export interface ListedFact {
  readonly entity: 'EVENT' | 'NEGOTIATION' | 'UNION' | 'STUDIO' | 'PERSON' | 'ISSUE' | 'SOURCE';
  readonly key: string;
  readonly changedAt: string | null;
}

const rowsSchema = z.array(
  z.object({
    entity: z.enum(['EVENT', 'NEGOTIATION', 'UNION', 'STUDIO', 'PERSON', 'ISSUE', 'SOURCE']),
    key: z.string(),
    changedAt: z.date().nullable(),
  }),
);

/**
 * The facts with a page that were published by changes after `since` and up to `until`, and still stand. A negotiation changed when
 * anything in it did.
 */
export async function readListedFacts(tx: ReadTx, { since, until }: { since: number; until: number }): Promise<ListedFact[]> {
  const rows = rowsSchema.parse(
    await tx.$queryRaw`
      SELECT c."entity"::text AS entity, c."key",
        CASE c."entity"
          WHEN 'EVENT' THEN coalesce(later."recordedAt", c."recordedAt")
          WHEN 'NEGOTIATION' THEN coalesce(
            (SELECT n."recordedAt" FROM "Change" n WHERE n."negotiationSlug" = c."key" ORDER BY n."seq" DESC LIMIT 1),
            later."recordedAt", c."recordedAt"
          )
        END AS "changedAt"
      FROM "Change" c
      LEFT JOIN LATERAL (
        SELECT x."kind", x."recordedAt" FROM "Change" x
        WHERE x."entity" = c."entity" AND x."key" = c."key" AND x."seq" > c."seq" ORDER BY x."seq" DESC LIMIT 1
      ) later ON true
      WHERE c."seq" > ${since} AND c."seq" <= ${until} AND c."kind" = 'PUBLISHED'
        AND c."entity" IN ('EVENT', 'NEGOTIATION', 'UNION', 'STUDIO', 'PERSON', 'ISSUE', 'SOURCE')
        AND (later."kind" IS NULL OR later."kind" = 'CORRECTED')
      ORDER BY c."seq"`,
  );
  return rows.map(({ changedAt, ...row }) => ({ ...row, changedAt: changedAt?.toISOString() ?? null }));
}

/** When the record last changed: an instant; null where it never did. */
export async function readLastChangedAt(tx: ReadTx): Promise<string | null> {
  const last = await tx.change.findFirst({ orderBy: { seq: 'desc' }, select: { recordedAt: true } });
  return last?.recordedAt.toISOString() ?? null;
}
