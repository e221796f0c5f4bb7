-- The log proves itself: every change carries a hash over the one before and itself, and no fact changes without one.

-- Each change is told in one way and no other, so that others can work out the same hash: docs/log.md says how.
CREATE FUNCTION parley_change_hash(previous text, change "Change") RETURNS text LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT encode(sha256(convert_to(previous || E'\n' || jsonb_build_object(
    'seq', change."seq", 'kind', change."kind", 'entity', change."entity", 'key', change."key", 'negotiation', change."negotiationSlug",
    'before', change."before", 'after', change."after", 'reason', change."reason", 'actor', change."actor",
    'recordedAt', to_char(change."recordedAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
  )::text, 'UTF8')), 'hex')
$$;

ALTER TABLE "Change" ADD COLUMN "hash" TEXT COLLATE "C" NOT NULL DEFAULT '';

-- What the log holds already is chained once, by whoever owns it: the only time that its rows are written to.
DO $$
DECLARE
  change "Change";
  previous text := repeat('0', 64);
BEGIN
  ALTER TABLE "Change" DISABLE TRIGGER "Change_append_only";
  EXECUTE format('GRANT UPDATE ON "Change" TO %I', current_user);
  FOR change IN SELECT * FROM "Change" ORDER BY "seq" LOOP
    previous := parley_change_hash(previous, change);
    UPDATE "Change" SET "hash" = previous WHERE "seq" = change."seq";
  END LOOP;
  EXECUTE format('REVOKE UPDATE ON "Change" FROM %I', current_user);
  ALTER TABLE "Change" ENABLE TRIGGER "Change_append_only";
END
$$;

ALTER TABLE "Change" ADD CONSTRAINT "Change_hash" CHECK ("hash" ~ '^[0-9a-f]{64}$');

-- The database chains each new change itself: whoever appends one has no say in its hash, and none comes out of order.
CREATE FUNCTION parley_chain() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  previous text := repeat('0', 64);
BEGIN
  IF NEW."seq" > 1 THEN
    SELECT c."hash" INTO previous FROM "Change" c WHERE c."seq" = NEW."seq" - 1;
    IF NOT FOUND THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME, SCHEMA = TG_TABLE_SCHEMA,
        MESSAGE = 'a change comes right after the last one of the log';
    END IF;
  END IF;
  NEW."hash" := parley_change_hash(previous, NEW);
  RETURN NEW;
END
$$;

CREATE TRIGGER "Change_in_order" BEFORE INSERT ON "Change" FOR EACH ROW EXECUTE FUNCTION parley_chain();

-- A release says which log it is of. Releases that were given out before the log was chained say nothing, as they did.
ALTER TABLE "Release" ADD COLUMN "hash" TEXT COLLATE "C";
ALTER TABLE "Release" ADD CONSTRAINT "Release_hash" CHECK ("hash" ~ '^[0-9a-f]{64}$');

-- No fact changes without a change in the log -----------------------------------------------------------------------------------------

-- Checked when a transaction commits, for each row of a fact that was inserted, changed or removed: the log must have a change of that fact
-- by the same transaction. The order of lists is no part of a fact, nor are the days that a negotiation's events give it.
CREATE FUNCTION parley_needs_change() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  row record;
  facts text[][];
BEGIN
  IF TG_OP = 'DELETE' THEN row := OLD; ELSE row := NEW; END IF;
  IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - TG_ARGV[0]::text[] = to_jsonb(NEW) - TG_ARGV[0]::text[] THEN
    RETURN NULL;
  END IF;
  facts := CASE TG_TABLE_NAME
    WHEN 'Source' THEN ARRAY[['SOURCE', to_jsonb(row) ->> 'id']]
    WHEN 'Union' THEN ARRAY[['UNION', to_jsonb(row) ->> 'slug']]
    WHEN 'Studio' THEN ARRAY[['STUDIO', to_jsonb(row) ->> 'slug']]
    WHEN 'EmployerAssociation' THEN ARRAY[['ASSOCIATION', to_jsonb(row) ->> 'slug']]
    WHEN 'AssociationMember' THEN ARRAY[['ASSOCIATION', to_jsonb(row) ->> 'associationSlug']]
    WHEN 'Person' THEN ARRAY[['PERSON', to_jsonb(row) ->> 'slug']]
    WHEN 'Role' THEN ARRAY[['PERSON', to_jsonb(row) ->> 'personSlug']]
    WHEN 'Issue' THEN ARRAY[['ISSUE', to_jsonb(row) ->> 'slug']]
    WHEN 'MeasureDefinition' THEN ARRAY[['MEASURE', to_jsonb(row) ->> 'measure']]
    WHEN 'Negotiation' THEN ARRAY[['NEGOTIATION', to_jsonb(row) ->> 'slug']]
    WHEN 'NegotiationUnion' THEN ARRAY[['NEGOTIATION', to_jsonb(row) ->> 'negotiationSlug']]
    WHEN 'NegotiationStudio' THEN ARRAY[['NEGOTIATION', to_jsonb(row) ->> 'negotiationSlug']]
    WHEN 'Agreement' THEN ARRAY[['NEGOTIATION', to_jsonb(row) ->> 'negotiationSlug']]
    WHEN 'Headcount' THEN ARRAY[['UNION', to_jsonb(row) ->> 'unionSlug'], ['NEGOTIATION', to_jsonb(row) ->> 'negotiationSlug']]
    WHEN 'Demand' THEN ARRAY[['DEMAND', concat(to_jsonb(row) ->> 'negotiationSlug', '/', to_jsonb(row) ->> 'id')]]
    WHEN 'Event' THEN ARRAY[['EVENT', to_jsonb(row) ->> 'id']]
    WHEN 'Term' THEN ARRAY[['TERM', to_jsonb(row) ->> 'key']]
    WHEN 'Dispute' THEN ARRAY[['DISPUTE', concat(to_jsonb(row) ->> 'negotiationSlug', '/', to_jsonb(row) ->> 'id')]]
    WHEN 'Claim' THEN ARRAY[['DISPUTE', concat(to_jsonb(row) ->> 'negotiationSlug', '/', to_jsonb(row) ->> 'disputeId')]]
    WHEN 'Measure' THEN ARRAY[['EVENT', to_jsonb(row) ->> 'positionId'], ['TERM', to_jsonb(row) ->> 'termKey']]
    WHEN 'Citation' THEN ARRAY[
      ['EVENT', to_jsonb(row) ->> 'eventId'], ['TERM', to_jsonb(row) ->> 'termKey'], ['UNION', to_jsonb(row) ->> 'unionSlug'],
      ['ASSOCIATION', to_jsonb(row) ->> 'associationSlug'], ['STUDIO', to_jsonb(row) ->> 'studioSlug'], ['PERSON', to_jsonb(row) ->> 'personSlug'],
      -- A claim is named by its dispute and its place in it, a count of people by what it is of and its place.
      ['DISPUTE', regexp_replace(to_jsonb(row) ->> 'claimKey', '/[0-9]+$', '')],
      ['UNION', substring(to_jsonb(row) ->> 'headcountKey' FROM '^union/(.*)/[0-9]+$')],
      ['NEGOTIATION', substring(to_jsonb(row) ->> 'headcountKey' FROM '^negotiation/(.*)/[0-9]+$')]]
    -- What is left are the details of events.
    ELSE ARRAY[['EVENT', to_jsonb(row) ->> 'eventId']]
  END;
  IF NOT EXISTS (
    SELECT FROM generate_subscripts(facts, 1) place
    JOIN "Change" c ON c."entity" = facts[place][1]::"ChangeEntity" AND c."key" = facts[place][2]
    WHERE c.xmin = pg_current_xact_id()::xid)
  THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME, SCHEMA = TG_TABLE_SCHEMA,
      MESSAGE = format('no fact changes without a change in the log: a row of %I, of %s', TG_TABLE_NAME, facts);
  END IF;
  RETURN NULL;
END
$$;

DO $$
DECLARE
  fact record;
BEGIN
  FOR fact IN SELECT * FROM (VALUES
    ('Source', '{}'), ('Union', '{}'), ('Studio', '{}'), ('EmployerAssociation', '{}'), ('AssociationMember', '{}'), ('Person', '{}'),
    ('Role', '{}'), ('Headcount', '{}'), ('MeasureDefinition', '{}'), ('NegotiationUnion', '{}'), ('NegotiationStudio', '{}'),
    ('Agreement', '{}'), ('Event', '{}'), ('DealStatus', '{}'), ('BargainingSession', '{}'), ('SessionAttendee', '{}'), ('Position', '{}'),
    ('Measure', '{}'), ('Vote', '{}'), ('Statement', '{}'), ('Claim', '{}'), ('Citation', '{}'),
    ('Issue', '{position}'), ('Demand', '{position}'), ('Term', '{position}'), ('Dispute', '{position}'),
    ('Negotiation', '{startedOn,knownFrom}')
  ) AS f("table", "besides") LOOP
    EXECUTE format('CREATE CONSTRAINT TRIGGER %I AFTER INSERT OR UPDATE OR DELETE ON %I DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION parley_needs_change(%L)', fact."table" || '_needs_change', fact."table", fact."besides");
  END LOOP;
END
$$;

-- What is found is entered by the database in the name of its owner, so that the application needs no right to write there.
ALTER FUNCTION parley_search_refresh("ChangeEntity", text[]) SECURITY DEFINER SET search_path = public, pg_temp;
ALTER FUNCTION parley_search_changed() SET search_path = public, pg_temp;

-- Who may deliver to an address now, and until when: deliveries are handed out by the rows themselves, and no queue keeps tables of its own.
ALTER TABLE "WebhookEndpoint" ADD COLUMN "leasedUntil" TIMESTAMPTZ(3);
-- The one that did is gone.
DROP SCHEMA IF EXISTS pgboss CASCADE;
