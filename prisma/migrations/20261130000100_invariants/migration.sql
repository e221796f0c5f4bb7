-- What must hold within the tables, each by a name; tests/integration/constraints.test.ts tries each.

-- Dates of the record -------------------------------------------------------------------------------------------------------------

CREATE FUNCTION parley_is_day(value text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
  RETURN value ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
    AND to_char(make_date(left(value, 4)::int, substr(value, 6, 2)::int, substr(value, 9, 2)::int), 'YYYY-MM-DD') = value;
EXCEPTION WHEN datetime_field_overflow THEN
  RETURN false;
END
$$;

CREATE FUNCTION parley_first_day(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT CASE length(value) WHEN 4 THEN value || '-01-01' WHEN 7 THEN value || '-01' ELSE value END
$$;

CREATE FUNCTION parley_last_day(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT CASE length(value)
    WHEN 4 THEN value || '-12-31'
    WHEN 7 THEN to_char(make_date(left(value, 4)::int, substr(value, 6, 2)::int, 1) + interval '1 month' - interval '1 day', 'YYYY-MM-DD')
    ELSE value END
$$;

CREATE FUNCTION parley_is_date(value text) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT value ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$' AND parley_is_day(parley_first_day(value))
$$;

CREATE FUNCTION parley_is_time(value text) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT value ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'
$$;

CREATE FUNCTION parley_words(value text) RETURNS int LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT cardinality(regexp_split_to_array(btrim(value), '\s+'))
$$;

-- Checks --------------------------------------------------------------------------------------------------------------------------

ALTER TABLE "Source"
  ADD CONSTRAINT "Source_url_http" CHECK ("url" ~ '^https?://'),
  ADD CONSTRAINT "Source_dates" CHECK (parley_is_date("publishedOn") IS NOT FALSE AND parley_is_day("retrievedOn"));

ALTER TABLE "Citation"
  ADD CONSTRAINT "Citation_one_owner" CHECK (
    num_nonnulls("eventId", "termKey", "claimKey", "headcountKey", "unionSlug", "associationSlug", "studioSlug", "personSlug") = 1),
  ADD CONSTRAINT "Citation_quote_length" CHECK (parley_words("quote") <= 20);

ALTER TABLE "Claim"
  ADD CONSTRAINT "Claim_value_scalar" CHECK (jsonb_typeof("value") IN ('string', 'number'));

ALTER TABLE "AssociationMember"
  ADD CONSTRAINT "AssociationMember_dates" CHECK (
    parley_is_date("from") IS NOT FALSE AND parley_is_date("to") IS NOT FALSE
    AND parley_last_day("to") >= parley_first_day("from") IS NOT FALSE);

ALTER TABLE "Role"
  ADD CONSTRAINT "Role_dates" CHECK (
    parley_is_date("from") IS NOT FALSE AND parley_is_date("to") IS NOT FALSE
    AND parley_last_day("to") >= parley_first_day("from") IS NOT FALSE);

ALTER TABLE "Studio"
  ADD CONSTRAINT "Studio_parent_other" CHECK ("parentSlug" <> "slug");

ALTER TABLE "Issue"
  ADD CONSTRAINT "Issue_parent_other" CHECK ("parentSlug" <> "slug");

ALTER TABLE "Headcount"
  ADD CONSTRAINT "Headcount_one_owner" CHECK (num_nonnulls("unionSlug", "negotiationSlug") = 1),
  ADD CONSTRAINT "Headcount_count_positive" CHECK ("count" > 0),
  ADD CONSTRAINT "Headcount_as_of" CHECK (parley_is_date("asOf"));

ALTER TABLE "Negotiation"
  ADD CONSTRAINT "Negotiation_started_known" CHECK (
    ("startedOn" IS NULL) = ("knownFrom" IS NULL)
    AND (parley_is_day("startedOn") AND parley_is_day("knownFrom") AND "knownFrom" <= "startedOn") IS NOT FALSE),
  ADD CONSTRAINT "Negotiation_round_other" CHECK (("predecessorSlug" <> "slug") IS NOT FALSE AND ("successorSlug" <> "slug") IS NOT FALSE);

ALTER TABLE "Agreement"
  ADD CONSTRAINT "Agreement_dates" CHECK (
    parley_is_date("effectiveOn") IS NOT FALSE AND parley_is_date("expiresOn") IS NOT FALSE AND parley_is_date("ratifiedOn") IS NOT FALSE
    AND parley_last_day("expiresOn") >= parley_first_day("effectiveOn") IS NOT FALSE);

ALTER TABLE "Measure"
  ADD CONSTRAINT "Measure_one_owner" CHECK (num_nonnulls("positionId", "termKey") = 1),
  ADD CONSTRAINT "Measure_contract_year" CHECK ("contractYear" BETWEEN 1 AND 10),
  ADD CONSTRAINT "Measure_effective_on" CHECK (parley_is_date("effectiveOn"));

ALTER TABLE "Event"
  ADD CONSTRAINT "Event_date" CHECK (parley_is_date("date")),
  ADD CONSTRAINT "Event_id_date" CHECK (starts_with("id", "date" || '-')),
  ADD CONSTRAINT "Event_time" CHECK ("time" IS NULL OR (parley_is_time("time") AND length("date") = 10)),
  ADD CONSTRAINT "Event_end" CHECK (
    "endDate" IS NULL OR (parley_is_date("endDate") AND parley_last_day("endDate") >= parley_first_day("date"))),
  ADD CONSTRAINT "Event_announced" CHECK (
    "announcedOn" IS NULL OR (parley_is_day("announcedOn") AND "announcedOn" <= parley_last_day("date"))),
  ADD CONSTRAINT "Event_effective_day" CHECK ("effectiveDay" = parley_last_day("date")),
  ADD CONSTRAINT "Event_sort_key" CHECK (
    "sortKey" = "effectiveDay" || 'T' || CASE WHEN length("date") < 10 THEN '24:00' ELSE coalesce("time", '12:00') END),
  ADD CONSTRAINT "Event_known_from" CHECK (parley_is_day("knownFrom") AND "knownFrom" <= "effectiveDay");

ALTER TABLE "DealStatus"
  ADD CONSTRAINT "DealStatus_state_of_axis" CHECK (CASE "axis"
    WHEN 'AGREEMENT' THEN "state" IN ('IN_FORCE', 'EXTENDED', 'EXPIRED', 'SUCCESSOR_IN_FORCE')
    WHEN 'BARGAINING' THEN "state" IN ('NOT_OPENED', 'BARGAINING', 'RECESSED', 'SUSPENDED', 'TENTATIVE_AGREEMENT', 'CONCLUDED')
    WHEN 'STOPPAGE' THEN "state" IN ('NONE', 'AUTHORIZED', 'CALLED', 'IN_EFFECT', 'SUSPENDED', 'ENDED')
    WHEN 'APPROVAL' THEN "state" IN ('NONE', 'COMMITTEE', 'GOVERNING_BODY', 'MEMBERSHIP_VOTE', 'RATIFIED', 'REJECTED')
    WHEN 'BLACKOUT' THEN "state" IN ('ON', 'OFF') END),
  ADD CONSTRAINT "DealStatus_stoppage_kind" CHECK (
    CASE WHEN "axis" <> 'STOPPAGE' THEN "stoppage" IS NULL WHEN "state" = 'NONE' THEN true ELSE "stoppage" IS NOT NULL END);

ALTER TABLE "Vote"
  ADD CONSTRAINT "Vote_counts" CHECK (
    ("cast" <= "eligible") IS NOT FALSE AND ("valid" <= "cast") IS NOT FALSE AND ("valid" <= "eligible") IS NOT FALSE
    AND (coalesce("yes", 0) + coalesce("no", 0) <= coalesce("valid", "cast", "eligible")) IS NOT FALSE),
  ADD CONSTRAINT "Vote_not_negative" CHECK (
    ("eligible" >= 0) IS NOT FALSE AND ("cast" >= 0) IS NOT FALSE AND ("valid" >= 0) IS NOT FALSE
    AND ("yes" >= 0) IS NOT FALSE AND ("no" >= 0) IS NOT FALSE),
  ADD CONSTRAINT "Vote_percentages" CHECK (
    ("yesPct" BETWEEN 0 AND 100) IS NOT FALSE AND ("turnoutPct" BETWEEN 0 AND 100) IS NOT FALSE),
  ADD CONSTRAINT "Vote_dates" CHECK (
    parley_is_day("opensOn") IS NOT FALSE AND parley_is_day("closesOn") IS NOT FALSE AND ("closesOn" >= "opensOn") IS NOT FALSE),
  ADD CONSTRAINT "Vote_closes_at" CHECK ("closesAt" IS NULL OR (parley_is_time("closesAt") AND "closesOn" IS NOT NULL));

ALTER TABLE "Statement"
  ADD CONSTRAINT "Statement_quote_length" CHECK (parley_words("quote") <= 20);

-- No fact without a source: checked when a transaction commits, so that a fact and its citations may come in any order ----------------

CREATE FUNCTION parley_needs_citation() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  cited boolean;
BEGIN
  IF TG_TABLE_NAME = 'Event' THEN
    cited := NOT EXISTS (SELECT 1 FROM "Event" e WHERE e."id" = NEW."id" AND e."state" = 'PUBLISHED')
      OR EXISTS (SELECT 1 FROM "Citation" c WHERE c."eventId" = NEW."id");
  ELSIF TG_TABLE_NAME = 'Term' THEN
    cited := NOT EXISTS (SELECT 1 FROM "Term" t WHERE t."key" = NEW."key") OR EXISTS (SELECT 1 FROM "Citation" c WHERE c."termKey" = NEW."key");
  ELSE
    cited := NOT EXISTS (SELECT 1 FROM "Claim" k WHERE k."key" = NEW."key") OR EXISTS (SELECT 1 FROM "Citation" c WHERE c."claimKey" = NEW."key");
  END IF;
  IF NOT cited THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME, SCHEMA = TG_TABLE_SCHEMA,
      MESSAGE = 'no fact without a source';
  END IF;
  RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER "Event_needs_citation" AFTER INSERT OR UPDATE ON "Event"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION parley_needs_citation();
CREATE CONSTRAINT TRIGGER "Term_needs_citation" AFTER INSERT OR UPDATE ON "Term"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION parley_needs_citation();
CREATE CONSTRAINT TRIGGER "Claim_needs_citation" AFTER INSERT OR UPDATE ON "Claim"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION parley_needs_citation();

CREATE FUNCTION parley_last_citation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (EXISTS (SELECT 1 FROM "Event" e WHERE e."id" = OLD."eventId" AND e."state" = 'PUBLISHED')
        AND NOT EXISTS (SELECT 1 FROM "Citation" c WHERE c."eventId" = OLD."eventId"))
    OR (EXISTS (SELECT 1 FROM "Term" t WHERE t."key" = OLD."termKey") AND NOT EXISTS (SELECT 1 FROM "Citation" c WHERE c."termKey" = OLD."termKey"))
    OR (EXISTS (SELECT 1 FROM "Claim" k WHERE k."key" = OLD."claimKey") AND NOT EXISTS (SELECT 1 FROM "Citation" c WHERE c."claimKey" = OLD."claimKey"))
  THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME, SCHEMA = TG_TABLE_SCHEMA,
      MESSAGE = 'no fact without a source';
  END IF;
  RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER "Citation_not_the_last" AFTER DELETE OR UPDATE ON "Citation"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION parley_last_citation();

-- An event carries the detail of its kind, and no other ------------------------------------------------------------------------------

CREATE FUNCTION parley_detail_of_kind() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  event_id text;
  event_kind "EventKind";
BEGIN
  IF TG_TABLE_NAME = 'Event' THEN
    event_id := NEW."id";
  ELSIF TG_OP = 'DELETE' THEN
    event_id := OLD."eventId";
  ELSE
    event_id := NEW."eventId";
  END IF;
  SELECT "kind" INTO event_kind FROM "Event" WHERE "id" = event_id;
  IF event_kind IS NOT NULL AND (
    (event_kind = 'SESSION') <> EXISTS (SELECT 1 FROM "BargainingSession" d WHERE d."eventId" = event_id)
    OR (event_kind = 'PROPOSAL') <> EXISTS (SELECT 1 FROM "Position" d WHERE d."eventId" = event_id)
    OR (event_kind = 'VOTE') <> EXISTS (SELECT 1 FROM "Vote" d WHERE d."eventId" = event_id)
    OR (event_kind = 'STATEMENT') <> EXISTS (SELECT 1 FROM "Statement" d WHERE d."eventId" = event_id)
    OR (event_kind = 'STATUS' AND NOT EXISTS (SELECT 1 FROM "DealStatus" d WHERE d."eventId" = event_id)))
  THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'Event_detail_of_kind', TABLE = 'Event', SCHEMA = TG_TABLE_SCHEMA,
      MESSAGE = 'an event carries the detail of its kind, and no other';
  END IF;
  RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER "Event_detail_of_kind" AFTER INSERT OR UPDATE OF "kind" ON "Event"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION parley_detail_of_kind();
CREATE CONSTRAINT TRIGGER "BargainingSession_of_kind" AFTER INSERT OR DELETE ON "BargainingSession"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION parley_detail_of_kind();
CREATE CONSTRAINT TRIGGER "Position_of_kind" AFTER INSERT OR DELETE ON "Position"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION parley_detail_of_kind();
CREATE CONSTRAINT TRIGGER "Vote_of_kind" AFTER INSERT OR DELETE ON "Vote"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION parley_detail_of_kind();
CREATE CONSTRAINT TRIGGER "Statement_of_kind" AFTER INSERT OR DELETE ON "Statement"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION parley_detail_of_kind();
CREATE CONSTRAINT TRIGGER "DealStatus_of_kind" AFTER DELETE ON "DealStatus"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION parley_detail_of_kind();

ALTER TABLE "ApiToken"
  ADD CONSTRAINT "ApiToken_name" CHECK ("name" ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length("name") <= 60),
  ADD CONSTRAINT "ApiToken_hash" CHECK ("hash" ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT "ApiToken_scopes" CHECK ("scopes" IS NOT NULL AND cardinality("scopes") > 0 AND array_position("scopes", NULL) IS NULL),
  ADD CONSTRAINT "ApiToken_rate" CHECK ("rate" > 0);

ALTER TABLE "WriteQuota"
  ADD CONSTRAINT "WriteQuota_used" CHECK ("used" > 0);

ALTER TABLE "IdempotentAnswer"
  ADD CONSTRAINT "IdempotentAnswer_key" CHECK (length("key") BETWEEN 1 AND 255),
  ADD CONSTRAINT "IdempotentAnswer_fingerprint" CHECK ("fingerprint" ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT "IdempotentAnswer_status" CHECK ("status" BETWEEN 200 AND 299);

-- What was retracted stays as it was, so that its id never means anything else; and a revoked token never works again -------------------

CREATE FUNCTION parley_for_good() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME, SCHEMA = TG_TABLE_SCHEMA,
    MESSAGE = CASE TG_TABLE_NAME WHEN 'Event' THEN 'a retracted event stays retracted' ELSE 'a revoked token stays revoked' END;
END
$$;

CREATE TRIGGER "Event_retracted_for_good" BEFORE UPDATE OR DELETE ON "Event"
  FOR EACH ROW WHEN (OLD."state" = 'RETRACTED') EXECUTE FUNCTION parley_for_good();
CREATE TRIGGER "ApiToken_revoked_for_good" BEFORE UPDATE OR DELETE ON "ApiToken"
  FOR EACH ROW WHEN (OLD."revokedAt" IS NOT NULL) EXECUTE FUNCTION parley_for_good();
