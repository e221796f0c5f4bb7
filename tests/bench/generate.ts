import { Client } from 'pg';
import { fillSearch, proseOf, writeProse } from './search.ts';

/**
 * Fills a migrated database with a generated record: negotiations of 500 events each, in cycles of 20, with demands, positions,
 * status changes and citations, in sentences that can be searched. It is written by SQL as the superuser with triggers off: what is measured is reading.
 *
 * @param negotiations how many; 20 make 10,000 events, 2,000 make 1,000,000
 */
export async function generateRecord(url: string, negotiations: number): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query('SET LOCAL session_replication_role = replica');
    await client.query(`
      INSERT INTO "Source" ("id", "publisher", "title", "retrievedOn", "kind")
        SELECT 's-' || i, 'Publisher ' || i % 50, 'Title ' || i, '2026-01-01', 'PRESS' FROM generate_series(1, 600) i;
      INSERT INTO "Union" ("slug", "name", "abbreviation", "summary") SELECT 'union-' || i, 'Union ' || i, 'U' || i, 'A union.' FROM generate_series(1, 20) i;
      INSERT INTO "EmployerAssociation" ("slug", "name", "abbreviation", "summary") VALUES ('employers', 'Employers', 'E', 'Employers.');
      INSERT INTO "Issue" ("slug", "position", "title", "summary", "economic") SELECT 'issue-' || i, i, 'Issue ' || i, 'An issue.', true FROM generate_series(1, 20) i;
      INSERT INTO "MeasureDefinition" ("measure", "title", "unit", "summary") VALUES ('general-wage-increase', 'General wage increase', 'PERCENT', 'Raise.');
    `);
    await client.query(
      `INSERT INTO "Negotiation" ("slug", "title", "shortTitle", "cycle", "contract", "timeZone", "summary", "associationSlug", "gaps", "startedOn", "knownFrom")
       SELECT 'n-' || n, 'Negotiation ' || n, 'N ' || n, (1920 + n / 20)::text, 'A contract', 'America/Los_Angeles', 'A negotiation.', 'employers', '{}',
         to_char(date '1926-01-01' + n * 18, 'YYYY-MM-DD'), to_char(date '1926-01-01' + n * 18, 'YYYY-MM-DD') FROM generate_series(1, $1::int) n`,
      [negotiations],
    );
    await writeProse(client);
    await client.query(`
      INSERT INTO "NegotiationUnion" SELECT "slug", 'union-' || (1 + split_part("slug", '-', 2)::int % 20), 0 FROM "Negotiation";
      INSERT INTO "Demand" ("negotiationSlug", "id", "position", "issueSlug", "title", "raisedBy")
        SELECT "slug", 'd-' || i, i, 'issue-' || i, 'Demand ' || i, 'UNION' FROM "Negotiation", generate_series(1, 20) i;
      INSERT INTO "Event" ("id", "negotiationSlug", "kind", "date", "effectiveDay", "knownFrom", "sortKey", "headline", "summary", "significance", "confidence")
        SELECT d || '-' || "slug" || '-' || i, "slug",
          (CASE WHEN i % 10 = 0 THEN 'STATUS' WHEN i % 3 = 0 THEN 'PROPOSAL' ELSE 'MILESTONE' END)::"EventKind", d, d, d, d || 'T12:00', headline.text, concat(summary.text, '. ', rest.text, '.'),
          (CASE WHEN i % 12 = 0 THEN 'MAJOR' ELSE 'MINOR' END)::"Significance", 'REPORTED'
        FROM "Negotiation" CROSS JOIN generate_series(0, 499) i CROSS JOIN LATERAL (SELECT to_char("startedOn"::date + i, 'YYYY-MM-DD') AS d) day
        ${proseOf('"slug" || i')};
      INSERT INTO "DealStatus" SELECT "id", 0, "negotiationSlug", 'BARGAINING'::"Axis", (ARRAY['BARGAINING', 'SUSPENDED', 'RECESSED'])[1 + (substr("id", length("id"))::int + length("id")) % 3], NULL
        FROM "Event" WHERE "kind" = 'STATUS';
      INSERT INTO "Position" SELECT "id", "negotiationSlug", 'd-' || (1 + split_part("id", '-', 6)::int % 20), (CASE WHEN split_part("id", '-', 6)::int % 2 = 0 THEN 'UNION' ELSE 'EMPLOYER' END)::"Side", 'PROPOSED'
        FROM "Event" WHERE "kind" = 'PROPOSAL';
      INSERT INTO "Measure" ("positionId", "position", "measure", "value", "unit", "contractYear")
        SELECT "eventId", 0, 'general-wage-increase', 1 + split_part("eventId", '-', 6)::int % 9, 'PERCENT', 1 FROM "Position";
      INSERT INTO "Citation" ("sourceId", "position", "eventId") SELECT 's-' || (1 + abs(hashtext("id")) % 600), 0, "id" FROM "Event";
    `);
    await fillSearch(client);
    await client.query('COMMIT');
    await client.query('VACUUM ANALYZE');
  } finally {
    await client.end();
  }
}
