-- The log of changes, and what follows it: webhooks and releases.

CREATE TYPE "ChangeKind" AS ENUM ('PUBLISHED', 'CORRECTED', 'RETRACTED');
CREATE TYPE "ChangeEntity" AS ENUM ('SOURCE', 'UNION', 'ASSOCIATION', 'STUDIO', 'PERSON', 'ISSUE', 'MEASURE', 'NEGOTIATION', 'DEMAND', 'EVENT', 'TERM', 'DISPUTE');

CREATE TABLE "Change" (
    "seq" BIGINT NOT NULL,
    "kind" "ChangeKind" NOT NULL,
    "entity" "ChangeEntity" NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "negotiationSlug" TEXT COLLATE "C",
    "before" JSONB,
    "after" JSONB,
    "reason" TEXT,
    "actor" TEXT NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Change_pkey" PRIMARY KEY ("seq")
);
CREATE INDEX "Change_entity_key_seq_idx" ON "Change"("entity", "key", "seq");
CREATE INDEX "Change_negotiationSlug_seq_idx" ON "Change"("negotiationSlug", "seq");
-- What the record had said by an instant: one place of the log, however long it is.
CREATE INDEX "Change_recordedAt_seq_idx" ON "Change"("recordedAt", "seq");
-- The latest that was corrected or retracted, of whatever negotiation.
CREATE INDEX "Change_corrections_idx" ON "Change"("seq") WHERE "kind" <> 'PUBLISHED';
-- What was corrected or retracted, among the many publications.
CREATE INDEX "Change_taken_back_idx" ON "Change"("negotiationSlug", "seq") WHERE "kind" <> 'PUBLISHED';

-- Whether a change to an event bears on whether there is a deal, and whether it is final: by what it says, or by what it said.
CREATE FUNCTION parley_moves_deal(before jsonb, after jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(before -> 'statusChanges' @> '[{"axis": "BARGAINING"}]' OR before -> 'statusChanges' @> '[{"axis": "APPROVAL"}]'
    OR after -> 'statusChanges' @> '[{"axis": "BARGAINING"}]' OR after -> 'statusChanges' @> '[{"axis": "APPROVAL"}]', false)
$$;
CREATE INDEX "Change_moves_deal_idx" ON "Change"("negotiationSlug", "recordedAt") WHERE "entity" = 'EVENT' AND parley_moves_deal("before", "after");

ALTER TABLE "Change"
  ADD CONSTRAINT "Change_seq_positive" CHECK ("seq" > 0),
  ADD CONSTRAINT "Change_before_after" CHECK (CASE "kind"
    WHEN 'PUBLISHED' THEN "before" IS NULL AND "after" IS NOT NULL
    WHEN 'CORRECTED' THEN "before" IS NOT NULL AND "after" IS NOT NULL
    WHEN 'RETRACTED' THEN "before" IS NOT NULL AND "after" IS NULL AND "reason" IS NOT NULL END);

-- The log is only ever added to --------------------------------------------------------------------------------------------------------

CREATE FUNCTION parley_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME, SCHEMA = TG_TABLE_SCHEMA,
    MESSAGE = 'the log of changes is only ever added to';
END
$$;

CREATE TRIGGER "Change_append_only" BEFORE UPDATE OR DELETE ON "Change" FOR EACH ROW EXECUTE FUNCTION parley_append_only();
CREATE TRIGGER "Change_no_truncate" BEFORE TRUNCATE ON "Change" FOR EACH STATEMENT EXECUTE FUNCTION parley_append_only();
REVOKE UPDATE, DELETE, TRUNCATE ON "Change" FROM PUBLIC, CURRENT_USER;

-- Webhooks ------------------------------------------------------------------------------------------------------------------------------

CREATE TYPE "WebhookDisabled" AS ENUM ('GONE', 'HOPELESS');

CREATE TABLE "WebhookEndpoint" (
    "id" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "negotiationSlug" TEXT,
    "kind" "EventKind",
    "cursor" BIGINT NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "failingSince" TIMESTAMPTZ(3),
    "nextAttemptAt" TIMESTAMPTZ(3),
    "disabledAt" TIMESTAMPTZ(3),
    "disabledFor" "WebhookDisabled",
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "WebhookEndpoint_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "WebhookDelivery" (
    "id" BIGSERIAL NOT NULL,
    "endpointId" TEXT NOT NULL,
    "seq" BIGINT,
    "attempt" INTEGER NOT NULL,
    "status" INTEGER,
    "answer" TEXT,
    "error" TEXT,
    "durationMs" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "WebhookDelivery_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "WebhookDelivery_endpointId_id_idx" ON "WebhookDelivery"("endpointId", "id");
ALTER TABLE "WebhookDelivery" ADD CONSTRAINT "WebhookDelivery_endpointId_fkey" FOREIGN KEY ("endpointId") REFERENCES "WebhookEndpoint"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "WebhookEndpoint"
  ADD CONSTRAINT "WebhookEndpoint_url" CHECK ("url" ~ '^https?://[^[:space:]/?#@]+/[^[:space:]#]*$' AND length("url") <= 2000),
  ADD CONSTRAINT "WebhookEndpoint_secret" CHECK ("secret" ~ '^whsec_[A-Za-z0-9+/]{32,86}={0,2}$'),
  ADD CONSTRAINT "WebhookEndpoint_negotiation" CHECK ("negotiationSlug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  ADD CONSTRAINT "WebhookEndpoint_cursor" CHECK ("cursor" >= 0),
  ADD CONSTRAINT "WebhookEndpoint_failing" CHECK (
    "failures" >= 0 AND ("failures" > 0) = ("failingSince" IS NOT NULL) AND ("failures" > 0 OR "nextAttemptAt" IS NULL)
  ),
  ADD CONSTRAINT "WebhookEndpoint_disabled" CHECK (num_nonnulls("disabledAt", "disabledFor") IN (0, 2));

ALTER TABLE "WebhookDelivery"
  ADD CONSTRAINT "WebhookDelivery_seq" CHECK ("seq" > 0),
  ADD CONSTRAINT "WebhookDelivery_attempt" CHECK ("attempt" > 0),
  ADD CONSTRAINT "WebhookDelivery_duration" CHECK ("durationMs" >= 0),
  ADD CONSTRAINT "WebhookDelivery_outcome" CHECK (
    num_nonnulls("status", "error") = 1 AND num_nonnulls("status", "answer") IN (0, 2) AND "status" BETWEEN 100 AND 999
  );

-- Releases ------------------------------------------------------------------------------------------------------------------------------

CREATE TABLE "Release" (
    "id" TEXT COLLATE "C" NOT NULL,
    "number" INTEGER NOT NULL,
    "date" TEXT COLLATE "C" NOT NULL,
    "seq" BIGINT NOT NULL,
    "origin" TEXT,
    "checksum" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "archive" BYTEA NOT NULL,
    CONSTRAINT "Release_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "Release_number_key" ON "Release"("number");

ALTER TABLE "Release"
  ADD CONSTRAINT "Release_id" CHECK (parley_is_day("date") AND ("id" = "date" OR "id" ~ ('^' || "date" || '\.([2-9]|[1-9][0-9]{1,5})$'))),
  ADD CONSTRAINT "Release_checksum" CHECK ("checksum" = encode(sha256("archive"), 'hex')),
  ADD CONSTRAINT "Release_size" CHECK ("size" = octet_length("archive"));

-- A release is of what the log holds, and comes after all before it. Who makes one holds a lock, so that what is looked at here stays so.
CREATE FUNCTION parley_release_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last record;
BEGIN
  SELECT coalesce(max(r."number"), 0) AS number, coalesce(max(r."seq"), 1) AS seq, coalesce(max(r."date"), '') AS date INTO last FROM "Release" r;
  IF NEW."number" <> last.number + 1 OR NEW."seq" < last.seq OR NEW."date" < last.date
    OR NOT EXISTS (SELECT FROM "Change" c WHERE c."seq" = NEW."seq")
  THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME, SCHEMA = TG_TABLE_SCHEMA,
      MESSAGE = 'a release is of the log as far as it goes, and after every release before it';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER "Release_in_order" BEFORE INSERT ON "Release" FOR EACH ROW EXECUTE FUNCTION parley_release_in_order();

CREATE FUNCTION parley_released() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME, SCHEMA = TG_TABLE_SCHEMA,
    MESSAGE = 'what was released stays as it is';
END
$$;

CREATE TRIGGER "Release_append_only" BEFORE UPDATE OR DELETE ON "Release" FOR EACH ROW EXECUTE FUNCTION parley_released();
CREATE TRIGGER "Release_no_truncate" BEFORE TRUNCATE ON "Release" FOR EACH STATEMENT EXECUTE FUNCTION parley_released();
REVOKE UPDATE, DELETE, TRUNCATE ON "Release" FROM PUBLIC, CURRENT_USER;
