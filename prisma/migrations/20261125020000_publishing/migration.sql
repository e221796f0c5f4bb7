CREATE TYPE "TokenScope" AS ENUM ('PUBLISH', 'CORRECT');

CREATE TABLE "ApiToken" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "scopes" "TokenScope"[],
    "rate" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revokedAt" TIMESTAMPTZ(3),
    CONSTRAINT "ApiToken_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "ApiToken_name" CHECK ("name" ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length("name") <= 60),
    CONSTRAINT "ApiToken_hash" CHECK ("hash" ~ '^[0-9a-f]{64}$'),
    CONSTRAINT "ApiToken_scopes" CHECK ("scopes" IS NOT NULL AND cardinality("scopes") > 0 AND array_position("scopes", NULL) IS NULL),
    CONSTRAINT "ApiToken_rate" CHECK ("rate" > 0)
);

CREATE TABLE "WriteQuota" (
    "tokenId" TEXT NOT NULL,
    "used" INTEGER NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "WriteQuota_pkey" PRIMARY KEY ("tokenId"),
    CONSTRAINT "WriteQuota_used" CHECK ("used" > 0)
);

CREATE TABLE "IdempotentAnswer" (
    "tokenId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "headers" JSONB NOT NULL,
    "body" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "IdempotentAnswer_pkey" PRIMARY KEY ("tokenId", "key"),
    CONSTRAINT "IdempotentAnswer_key" CHECK (length("key") BETWEEN 1 AND 255),
    CONSTRAINT "IdempotentAnswer_fingerprint" CHECK ("fingerprint" ~ '^[0-9a-f]{64}$'),
    CONSTRAINT "IdempotentAnswer_status" CHECK ("status" BETWEEN 200 AND 299)
);

CREATE UNIQUE INDEX "ApiToken_name_key" ON "ApiToken"("name");
CREATE UNIQUE INDEX "ApiToken_hash_key" ON "ApiToken"("hash");
CREATE INDEX "IdempotentAnswer_createdAt_idx" ON "IdempotentAnswer"("createdAt");
ALTER TABLE "WriteQuota" ADD CONSTRAINT "WriteQuota_tokenId_fkey" FOREIGN KEY ("tokenId") REFERENCES "ApiToken"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "IdempotentAnswer" ADD CONSTRAINT "IdempotentAnswer_tokenId_fkey" FOREIGN KEY ("tokenId") REFERENCES "ApiToken"("id") ON DELETE CASCADE ON UPDATE CASCADE;

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
