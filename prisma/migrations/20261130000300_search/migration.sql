-- Both are trusted extensions: the owner of a database may create them.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

-- English, with letters stripped of their accents.
CREATE TEXT SEARCH CONFIGURATION parley (COPY = english);
ALTER TEXT SEARCH CONFIGURATION parley ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;

CREATE TABLE "SearchEntry" (
  "entity" "ChangeEntity" NOT NULL,
  "key" TEXT NOT NULL,
  "announced" BOOLEAN NOT NULL,
  "kind" TEXT NOT NULL,
  "negotiationSlug" TEXT,
  "date" TEXT,
  "day" TEXT,
  "since" TEXT NOT NULL,
  "until" TEXT,
  "major" BOOLEAN NOT NULL,
  "title" TEXT NOT NULL,
  "passages" JSONB NOT NULL,
  "page" TEXT NOT NULL,
  "words" tsvector NOT NULL,
  CONSTRAINT "SearchEntry_pkey" PRIMARY KEY ("entity", "key", "announced")
);
-- Apart, because a record has very many events and few of everything else.
CREATE INDEX "SearchEntry_events_words_idx" ON "SearchEntry" USING GIN ("words") WHERE "entity" = 'EVENT';
CREATE INDEX "SearchEntry_things_words_idx" ON "SearchEntry" USING GIN ("words") WHERE "entity" <> 'EVENT';
-- The planner counts on what it sees of a column; one lexeme in ten thousand entries is still worth knowing.
ALTER TABLE "SearchEntry" ALTER COLUMN "words" SET STATISTICS 500;

CREATE TABLE "SearchWord" (
  "word" TEXT NOT NULL,
  CONSTRAINT "SearchWord_pkey" PRIMARY KEY ("word")
);
CREATE INDEX "SearchWord_word_trgm_idx" ON "SearchWord" USING GIN ("word" gin_trgm_ops);

-- What stands in SearchEntry for every fact ------------------------------------------------------------------------------------------

CREATE FUNCTION parley_search_words(weight "char", value text) RETURNS tsvector LANGUAGE sql STABLE AS $$
  SELECT setweight(to_tsvector('parley', coalesce(value, '')), weight)
$$;

-- Lexemes that no text has, because the parser cuts at a colon: the kind, the negotiation, and for events the month, the year and the
-- decade from which they can be found, so that the index finds the newest first.
CREATE FUNCTION parley_search_filters(kind text, negotiation text, since text) RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$
  SELECT array_to_tsvector(array_remove(ARRAY['k:' || kind, 'n:' || negotiation] || CASE WHEN kind IN ('EVENT', 'STATEMENT')
    THEN ARRAY['m:' || left(since, 7), 'y:' || left(since, 4), 'd:' || left(since, 3)] END, NULL))
$$;

-- A date of the record in words, as precise as it is: 2 October 2023, October 2023 or 2023.
CREATE FUNCTION parley_date_in_words(value text) RETURNS text LANGUAGE sql STABLE STRICT AS $$
  SELECT to_char(to_date(parley_first_day(value), 'YYYY-MM-DD'), CASE length(value) WHEN 4 THEN 'YYYY' WHEN 7 THEN 'FMMonth YYYY' ELSE 'FMDD FMMonth YYYY' END)
$$;

-- What everything that belongs to a negotiation can be found by.
CREATE VIEW "SearchNegotiation" AS
  SELECT n."slug", parley_search_words('D', concat_ws(' ', n."title", n."shortTitle", n."cycle", a."name", a."abbreviation", (
    SELECT string_agg(u."name" || ' ' || u."abbreviation", ' ' ORDER BY p."position")
    FROM "NegotiationUnion" p JOIN "Union" u ON u."slug" = p."unionSlug" WHERE p."negotiationSlug" = n."slug"
  ))) AS "words"
  FROM "Negotiation" n LEFT JOIN "EmployerAssociation" a ON a."slug" = n."associationSlug";

CREATE VIEW "SearchText" AS
  SELECT 'EVENT'::"ChangeEntity" AS "entity", e."id" AS "key", false AS "announced",
    CASE e."kind" WHEN 'STATEMENT' THEN 'STATEMENT' ELSE 'EVENT' END AS "kind",
    e."negotiationSlug", e."date", e."effectiveDay" AS "day", e."sortKey" AS "since", NULL::text AS "until", e."significance" = 'MAJOR' AS "major",
    e."headline" AS "title",
    CASE WHEN s."quote" IS NULL THEN '[]'::jsonb ELSE jsonb_build_array(jsonb_build_object('text', s."quote", 'quote', true, 'source', cited."first")) END
      || jsonb_build_array(jsonb_build_object('text', e."summary", 'quote', false, 'source', cited."first"))
      || coalesce(cited."quotes", '[]') AS "passages",
    '/events/' || e."id" AS "page",
    parley_search_words('A', e."headline")
      || parley_search_words('B', concat_ws(' ', speaker."name", s."organization", v."body", present."names", demand."title"))
      || parley_search_words('C', concat_ws(' ', s."quote", e."summary", cited."text"))
      || parley_search_words('D', concat_ws(' ', e."kind"::text, replace(v."purpose"::text, '_', ' '), s."venue", b."venue", issue."title",
        parley_date_in_words(e."date")))
      || n."words" || parley_search_filters(CASE e."kind" WHEN 'STATEMENT' THEN 'STATEMENT' ELSE 'EVENT' END, e."negotiationSlug", e."sortKey") AS "words"
  FROM "Event" e JOIN "SearchNegotiation" n ON n."slug" = e."negotiationSlug"
  LEFT JOIN "Statement" s ON s."eventId" = e."id"
  LEFT JOIN "Person" speaker ON speaker."slug" = s."speakerSlug"
  LEFT JOIN "Vote" v ON v."eventId" = e."id"
  LEFT JOIN "BargainingSession" b ON b."eventId" = e."id"
  LEFT JOIN "Position" m ON m."eventId" = e."id"
  LEFT JOIN "Demand" demand ON demand."negotiationSlug" = m."negotiationSlug" AND demand."id" = m."demandId"
  LEFT JOIN "Issue" issue ON issue."slug" = demand."issueSlug"
  LEFT JOIN LATERAL (
    SELECT string_agg(p."name", ' ' ORDER BY x."position") AS "names"
    FROM "SessionAttendee" x JOIN "Person" p ON p."slug" = x."personSlug" WHERE x."eventId" = b."eventId"
  ) present ON true
  LEFT JOIN LATERAL (
    SELECT (array_agg(c."sourceId" ORDER BY c."position"))[1] AS "first", string_agg(c."quote", ' ' ORDER BY c."position") AS "text",
      jsonb_agg(jsonb_build_object('text', c."quote", 'quote', true, 'source', c."sourceId") ORDER BY c."position")
        FILTER (WHERE c."quote" IS NOT NULL AND c."quote" IS DISTINCT FROM s."quote") AS "quotes"
    FROM "Citation" c WHERE c."eventId" = e."id"
  ) cited ON true
  WHERE e."state" = 'PUBLISHED'
UNION ALL
  -- As announced: the words of src/domain/event/announcement.ts, without what came of it. Nobody announces what will be said.
  SELECT 'EVENT', e."id", true, 'EVENT', e."negotiationSlug", e."date", e."effectiveDay", e."announcedOn" || 'T12:00', e."effectiveDay",
    e."significance" = 'MAJOR', told."title",
    jsonb_build_array(jsonb_build_object('text', told."summary", 'quote', false, 'source',
      (SELECT c."sourceId" FROM "Citation" c WHERE c."eventId" = e."id" ORDER BY c."position" LIMIT 1))),
    '/events/' || e."id",
    parley_search_words('A', told."title") || parley_search_words('C', told."summary")
      || parley_search_words('D', concat_ws(' ', e."kind"::text, replace(v."purpose"::text, '_', ' ')))
      || n."words" || parley_search_filters('EVENT', e."negotiationSlug", e."announcedOn")
  FROM "Event" e JOIN "SearchNegotiation" n ON n."slug" = e."negotiationSlug"
  LEFT JOIN "Vote" v ON v."eventId" = e."id"
  CROSS JOIN LATERAL (
    SELECT CASE e."kind"
        WHEN 'SESSION' THEN 'Bargaining session set for ' || parley_date_in_words(e."date")
        WHEN 'VOTE' THEN 'Vote set: ' || v."body"
        ELSE e."headline" END AS "title",
      'Announced on ' || parley_date_in_words(e."announcedOn") || ' for ' || parley_date_in_words(e."date") || '.' AS "summary"
  ) told
  WHERE e."state" = 'PUBLISHED' AND e."kind" <> 'STATEMENT' AND e."announcedOn" < e."effectiveDay" AND told."title" IS NOT NULL
UNION ALL
  SELECT 'NEGOTIATION', g."slug", false, 'NEGOTIATION', g."slug", NULL, NULL, g."knownFrom", NULL, true, g."title",
    jsonb_build_array(jsonb_build_object('text', g."contract", 'quote', false, 'source', NULL)), '/negotiations/' || g."slug",
    parley_search_words('A', concat_ws(' ', g."title", g."shortTitle")) || parley_search_words('C', g."contract")
      || n."words" || parley_search_filters('NEGOTIATION', g."slug", NULL)
  FROM "Negotiation" g JOIN "SearchNegotiation" n ON n."slug" = g."slug" WHERE g."knownFrom" IS NOT NULL
UNION ALL
  SELECT 'DEMAND', d."negotiationSlug" || '/' || d."id", false, 'DEMAND', d."negotiationSlug", NULL, NULL, '', NULL, false, d."title",
    CASE WHEN d."summary" IS NULL THEN '[]'::jsonb ELSE jsonb_build_array(jsonb_build_object('text', d."summary", 'quote', false, 'source', NULL)) END,
    '/issues/' || d."issueSlug" || '#rounds',
    parley_search_words('A', d."title") || parley_search_words('C', concat_ws(' ', d."summary", d."scope"))
      || parley_search_words('D', concat_ws(' ', 'demand', d."raisedBy"::text, 'proposal', i."title", i."summary"))
      || n."words" || parley_search_filters('DEMAND', d."negotiationSlug", NULL)
  FROM "Demand" d JOIN "SearchNegotiation" n ON n."slug" = d."negotiationSlug" JOIN "Issue" i ON i."slug" = d."issueSlug"
UNION ALL
  SELECT 'TERM', t."key", false, 'TERM', t."negotiationSlug", NULL, NULL, '', NULL, false, coalesce(d."title", i."title"),
    jsonb_build_array(jsonb_build_object('text', t."summary", 'quote', false, 'source', cited."first")) || coalesce(cited."quotes", '[]'),
    '/negotiations/' || t."negotiationSlug" || '#term-' || t."id",
    parley_search_words('A', coalesce(d."title", i."title")) || parley_search_words('C', concat_ws(' ', t."summary", cited."text"))
      || parley_search_words('D', concat_ws(' ', 'agreed term', i."title", i."summary"))
      || n."words" || parley_search_filters('TERM', t."negotiationSlug", NULL)
  FROM "Term" t JOIN "SearchNegotiation" n ON n."slug" = t."negotiationSlug" JOIN "Issue" i ON i."slug" = t."issueSlug"
  LEFT JOIN "Demand" d ON d."negotiationSlug" = t."negotiationSlug" AND d."id" = t."demandId"
  LEFT JOIN LATERAL (
    SELECT (array_agg(c."sourceId" ORDER BY c."position"))[1] AS "first", string_agg(c."quote", ' ' ORDER BY c."position") AS "text",
      jsonb_agg(jsonb_build_object('text', c."quote", 'quote', true, 'source', c."sourceId") ORDER BY c."position") FILTER (WHERE c."quote" IS NOT NULL) AS "quotes"
    FROM "Citation" c WHERE c."termKey" = t."key"
  ) cited ON true
UNION ALL
  SELECT 'DISPUTE', q."negotiationSlug" || '/' || q."id", false, 'DISPUTE', q."negotiationSlug", NULL, NULL, '', NULL, false, q."question",
    jsonb_build_array(jsonb_build_object('text', q."assessment", 'quote', false, 'source', NULL)) || coalesce(claims."passages", '[]'),
    '/negotiations/' || q."negotiationSlug" || '#dispute-' || q."id",
    parley_search_words('A', q."question") || parley_search_words('C', concat_ws(' ', q."assessment", claims."text"))
      || parley_search_words('D', 'dispute disagree') || n."words" || parley_search_filters('DISPUTE', q."negotiationSlug", NULL)
  FROM "Dispute" q JOIN "SearchNegotiation" n ON n."slug" = q."negotiationSlug"
  LEFT JOIN LATERAL (
    SELECT string_agg(concat_ws(' ', k."claim", k."claimedBy", k."reason"), ' ' ORDER BY k."position") AS "text",
      jsonb_agg(jsonb_build_object('text', k."claim", 'quote', false, 'source',
        (SELECT c."sourceId" FROM "Citation" c WHERE c."claimKey" = k."key" ORDER BY c."position" LIMIT 1)) ORDER BY k."position") AS "passages"
    FROM "Claim" k WHERE k."negotiationSlug" = q."negotiationSlug" AND k."disputeId" = q."id"
  ) claims ON true
UNION ALL
  -- A page can be found from the day it was published or, where it has no date, from the day it was read.
  SELECT 'SOURCE', r."id", false, 'SOURCE', NULL, r."publishedOn", parley_last_day(r."publishedOn"),
    parley_last_day(coalesce(r."publishedOn", r."retrievedOn")) || 'T12:00', NULL, false, r."title",
    CASE WHEN r."note" IS NULL THEN '[]'::jsonb ELSE jsonb_build_array(jsonb_build_object('text', r."note", 'quote', false, 'source', r."id")) END,
    '/sources/' || r."id",
    parley_search_words('A', r."title") || parley_search_words('B', r."publisher") || parley_search_words('C', r."note")
      || parley_search_filters('SOURCE', NULL, NULL)
  FROM "Source" r
UNION ALL
  SELECT 'PERSON', p."slug", false, 'PERSON', NULL, NULL, NULL, '', NULL, true, p."name", coalesce(held."passages", '[]'), '/people/' || p."slug",
    parley_search_words('A', p."name") || parley_search_words('C', held."text") || parley_search_filters('PERSON', NULL, NULL)
  FROM "Person" p LEFT JOIN LATERAL (
    SELECT string_agg(concat_ws(' ', o."title", named."name", u."abbreviation", a."abbreviation"), ' ' ORDER BY o."position") AS "text",
      jsonb_agg(jsonb_build_object('text', o."title" || ', ' || named."name", 'quote', false, 'source', NULL) ORDER BY o."position") AS "passages"
    FROM "Role" o LEFT JOIN "Union" u ON u."slug" = o."organization" LEFT JOIN "EmployerAssociation" a ON a."slug" = o."organization"
    LEFT JOIN "Studio" x ON x."slug" = o."organization"
    CROSS JOIN LATERAL (SELECT coalesce(u."name", a."name", x."name", o."organization") AS "name") named WHERE o."personSlug" = p."slug"
  ) held ON true
UNION ALL
  SELECT 'UNION', u."slug", false, 'UNION', NULL, NULL, NULL, '', NULL, true, u."name",
    jsonb_build_array(jsonb_build_object('text', u."summary", 'quote', false, 'source', NULL)), '/unions/' || u."slug",
    parley_search_words('A', u."name" || ' ' || u."abbreviation") || parley_search_words('C', u."summary") || parley_search_filters('UNION', NULL, NULL)
  FROM "Union" u
UNION ALL
  SELECT 'STUDIO', x."slug", false, 'STUDIO', NULL, NULL, NULL, '', NULL, true, x."name",
    CASE WHEN x."summary" IS NULL THEN '[]'::jsonb ELSE jsonb_build_array(jsonb_build_object('text', x."summary", 'quote', false, 'source', NULL)) END,
    '/studios/' || x."slug",
    parley_search_words('A', x."name") || parley_search_words('C', x."summary") || parley_search_words('D', concat_ws(' ', 'studio', member."of"))
      || parley_search_filters('STUDIO', NULL, NULL)
  FROM "Studio" x LEFT JOIN LATERAL (
    SELECT string_agg(a."name" || ' ' || a."abbreviation", ' ' ORDER BY a."slug") AS "of"
    FROM "AssociationMember" y JOIN "EmployerAssociation" a ON a."slug" = y."associationSlug" WHERE y."studioSlug" = x."slug"
  ) member ON true
UNION ALL
  SELECT 'ISSUE', i."slug", false, 'ISSUE', NULL, NULL, NULL, '', NULL, true, i."title",
    jsonb_build_array(jsonb_build_object('text', i."summary", 'quote', false, 'source', NULL)), '/issues/' || i."slug",
    parley_search_words('A', i."title") || parley_search_words('C', i."summary") || parley_search_words('D', concat_ws(' ', 'issue', above."title"))
      || parley_search_filters('ISSUE', NULL, NULL)
  FROM "Issue" i LEFT JOIN "Issue" above ON above."slug" = i."parentSlug";

-- Kept in the transaction that changes a fact ----------------------------------------------------------------------------------------

-- The words of a text as they are spelt, whole and in their parts; 1, 2, 10, 11, 16 and 17 are the parser's numbers for words.
CREATE FUNCTION parley_spelt_words(value text) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  SELECT DISTINCT lower("token") FROM ts_parse('default', value) WHERE "tokid" IN (1, 2, 10, 11, 16, 17) AND length("token") BETWEEN 4 AND 40
$$;

-- Compiling its plan would take longer than running it. To plan the query over everything that can be found takes ten times as long as to run
-- it for one fact; a plan that is made once for a connection leaves out, when it runs, the kinds of facts that were not changed.
CREATE FUNCTION parley_search_refresh(changed "ChangeEntity", keys text[]) RETURNS void LANGUAGE plpgsql SET jit = off SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  IF keys IS NULL THEN
    RETURN;
  END IF;
  DELETE FROM "SearchEntry" WHERE "entity" = changed AND "key" = ANY (keys);
  WITH entered AS (
    INSERT INTO "SearchEntry" SELECT * FROM "SearchText" WHERE "entity" = changed AND "key" = ANY (keys) RETURNING "title", "passages"
  )
  INSERT INTO "SearchWord"
    SELECT DISTINCT w FROM entered, parley_spelt_words(concat_ws(' ', "title", (SELECT string_agg(p ->> 'text', ' ') FROM jsonb_array_elements("passages") p))) w
    ORDER BY w ON CONFLICT DO NOTHING;
END
$$;

-- A statement changed rows of a table: the second argument is a query over them (`touched`) for the facts whose words depend on them,
-- the first says which kind of fact, after WITHIN_ where it is one that belongs to what was changed.
CREATE FUNCTION parley_search_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  keys text[];
BEGIN
  EXECUTE 'WITH touched AS (' || CASE TG_OP
      WHEN 'INSERT' THEN 'SELECT * FROM added'
      WHEN 'DELETE' THEN 'SELECT * FROM removed'
      ELSE 'SELECT * FROM removed UNION ALL SELECT * FROM added' END
    || ') SELECT array_agg(DISTINCT f.k) FROM (' || TG_ARGV[1] || ') AS f(k) WHERE f.k IS NOT NULL' INTO keys;
  PERFORM parley_search_refresh(replace(TG_ARGV[0], 'WITHIN_', '')::"ChangeEntity", keys);
  RETURN NULL;
END
$$;

-- After every statement that changes rows of a table, see parley_search_changed. An event is not whole before it is cited, which it is
-- by the end of its transaction: until then nothing is made of it.
CREATE FUNCTION parley_search_follow(followed text, entity text, keys text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  operation record;
BEGIN
  FOR operation IN SELECT * FROM (VALUES
    ('INSERT', 'NEW TABLE AS added'), ('UPDATE', 'OLD TABLE AS removed NEW TABLE AS added'), ('DELETE', 'OLD TABLE AS removed')
  ) AS o("name", "tables") WHERE NOT (followed = 'Event' AND o."name" = 'INSERT') LOOP
    EXECUTE format('CREATE TRIGGER %I AFTER %s ON %I REFERENCING %s FOR EACH STATEMENT EXECUTE FUNCTION parley_search_changed(%L, %L)',
      'Search_' || entity || '_' || operation."name", operation."name", followed, operation."tables", entity, keys);
  END LOOP;
END
$$;

SELECT parley_search_follow(f."table", f."entity", f."keys") FROM (VALUES
  ('Event', 'EVENT', 'SELECT "id" FROM touched'),
  ('Statement', 'EVENT', 'SELECT t."eventId" FROM touched t WHERE EXISTS (SELECT FROM "Citation" c WHERE c."eventId" = t."eventId")'),
  ('Vote', 'EVENT', 'SELECT t."eventId" FROM touched t WHERE EXISTS (SELECT FROM "Citation" c WHERE c."eventId" = t."eventId")'),
  ('BargainingSession', 'EVENT', 'SELECT t."eventId" FROM touched t WHERE EXISTS (SELECT FROM "Citation" c WHERE c."eventId" = t."eventId")'),
  ('SessionAttendee', 'EVENT', 'SELECT t."eventId" FROM touched t WHERE EXISTS (SELECT FROM "Citation" c WHERE c."eventId" = t."eventId")'),
  ('Position', 'EVENT', 'SELECT t."eventId" FROM touched t WHERE EXISTS (SELECT FROM "Citation" c WHERE c."eventId" = t."eventId")'),
  ('Citation', 'EVENT', 'SELECT "eventId" FROM touched'),
  ('Citation', 'TERM', 'SELECT "termKey" FROM touched'),
  ('Citation', 'DISPUTE', 'SELECT k."negotiationSlug" || ''/'' || k."disputeId" FROM touched c JOIN "Claim" k ON k."key" = c."claimKey"'),
  ('Claim', 'DISPUTE', 'SELECT "negotiationSlug" || ''/'' || "disputeId" FROM touched'),
  ('Dispute', 'DISPUTE', 'SELECT "negotiationSlug" || ''/'' || "id" FROM touched'),
  ('Term', 'TERM', 'SELECT "key" FROM touched'),
  ('Demand', 'DEMAND', 'SELECT "negotiationSlug" || ''/'' || "id" FROM touched'),
  ('Demand', 'TERM', 'SELECT t."key" FROM touched d JOIN "Term" t ON t."negotiationSlug" = d."negotiationSlug" AND t."demandId" = d."id"'),
  ('Demand', 'EVENT', 'SELECT m."eventId" FROM touched d JOIN "Position" m ON m."negotiationSlug" = d."negotiationSlug" AND m."demandId" = d."id"'),
  ('Source', 'SOURCE', 'SELECT "id" FROM touched'),
  ('Person', 'PERSON', 'SELECT "slug" FROM touched'),
  ('Person', 'EVENT', 'SELECT s."eventId" FROM touched p JOIN "Statement" s ON s."speakerSlug" = p."slug"
    UNION ALL SELECT x."eventId" FROM touched p JOIN "SessionAttendee" x ON x."personSlug" = p."slug"'),
  ('Role', 'PERSON', 'SELECT "personSlug" FROM touched'),
  ('Union', 'UNION', 'SELECT "slug" FROM touched'),
  ('Union', 'PERSON', 'SELECT o."personSlug" FROM touched u JOIN "Role" o ON o."organization" = u."slug"'),
  ('EmployerAssociation', 'PERSON', 'SELECT o."personSlug" FROM touched a JOIN "Role" o ON o."organization" = a."slug"'),
  ('EmployerAssociation', 'STUDIO', 'SELECT y."studioSlug" FROM touched a JOIN "AssociationMember" y ON y."associationSlug" = a."slug"'),
  ('Studio', 'STUDIO', 'SELECT "slug" FROM touched'),
  ('Studio', 'PERSON', 'SELECT o."personSlug" FROM touched x JOIN "Role" o ON o."organization" = x."slug"'),
  ('AssociationMember', 'STUDIO', 'SELECT "studioSlug" FROM touched'),
  ('Issue', 'ISSUE', 'SELECT "slug" FROM touched UNION ALL SELECT i."slug" FROM touched above JOIN "Issue" i ON i."parentSlug" = above."slug"'),
  ('Issue', 'DEMAND', 'SELECT d."negotiationSlug" || ''/'' || d."id" FROM touched i JOIN "Demand" d ON d."issueSlug" = i."slug"'),
  ('Issue', 'TERM', 'SELECT t."key" FROM touched i JOIN "Term" t ON t."issueSlug" = i."slug"'),
  ('Issue', 'EVENT', 'SELECT m."eventId" FROM touched i JOIN "Demand" d ON d."issueSlug" = i."slug"
    JOIN "Position" m ON m."negotiationSlug" = d."negotiationSlug" AND m."demandId" = d."id"'),
  ('Negotiation', 'NEGOTIATION', 'SELECT "slug" FROM touched')
) AS f("table", "entity", "keys");

-- Everything in a negotiation can be found by its names and its parties' names: it follows where one of them is another.
SELECT parley_search_follow(r."table", o."entity", format('SELECT %s FROM %I o WHERE o."negotiationSlug" IN (%s)', o."key", o."owned", r."negotiations")) FROM (VALUES
  ('NegotiationUnion', 'SELECT "negotiationSlug" FROM touched'),
  ('Negotiation', 'SELECT "slug" FROM touched GROUP BY "slug" HAVING count(DISTINCT ("title", "shortTitle", "cycle", "associationSlug")) > 1'),
  ('Union', 'SELECT p."negotiationSlug" FROM "NegotiationUnion" p WHERE p."unionSlug" IN (
    SELECT "slug" FROM touched GROUP BY "slug" HAVING count(DISTINCT ("name", "abbreviation")) > 1)'),
  ('EmployerAssociation', 'SELECT n."slug" FROM "Negotiation" n WHERE n."associationSlug" IN (
    SELECT "slug" FROM touched GROUP BY "slug" HAVING count(DISTINCT ("name", "abbreviation")) > 1)')
) AS r("table", "negotiations"), (VALUES
  ('WITHIN_EVENT', 'Event', 'o."id"'),
  ('WITHIN_DEMAND', 'Demand', 'o."negotiationSlug" || ''/'' || o."id"'),
  ('WITHIN_TERM', 'Term', 'o."key"'),
  ('WITHIN_DISPUTE', 'Dispute', 'o."negotiationSlug" || ''/'' || o."id"')
) AS o("entity", "owned", "key");

SELECT parley_search_follow(r."table", 'WITHIN_NEGOTIATION', r."negotiations") FROM (VALUES
  ('NegotiationUnion', 'SELECT "negotiationSlug" FROM touched'),
  ('Union', 'SELECT p."negotiationSlug" FROM touched u JOIN "NegotiationUnion" p ON p."unionSlug" = u."slug"'),
  ('EmployerAssociation', 'SELECT n."slug" FROM touched a JOIN "Negotiation" n ON n."associationSlug" = a."slug"')
) AS r("table", "negotiations");

DROP FUNCTION parley_search_follow;
