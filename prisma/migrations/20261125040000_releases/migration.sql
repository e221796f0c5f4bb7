CREATE TABLE "Release" (
    "id" TEXT COLLATE "C" NOT NULL,
    "number" INTEGER NOT NULL,
    "date" TEXT COLLATE "C" NOT NULL,
    "seq" BIGINT NOT NULL,
    "origin" TEXT,
    "checksum" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "archive" BYTEA NOT NULL,
    CONSTRAINT "Release_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Release_id" CHECK (parley_is_day("date") AND ("id" = "date" OR "id" ~ ('^' || "date" || '\.([2-9]|[1-9][0-9]{1,5})$'))),
    CONSTRAINT "Release_checksum" CHECK ("checksum" = encode(sha256("archive"), 'hex')),
    CONSTRAINT "Release_size" CHECK ("size" = octet_length("archive"))
);

CREATE UNIQUE INDEX "Release_number_key" ON "Release"("number");

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
