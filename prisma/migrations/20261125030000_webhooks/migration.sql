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
    CONSTRAINT "WebhookEndpoint_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "WebhookEndpoint_url" CHECK ("url" ~ '^https?://[^[:space:]/?#@]+/[^[:space:]#]*$' AND length("url") <= 2000),
    CONSTRAINT "WebhookEndpoint_secret" CHECK ("secret" ~ '^whsec_[A-Za-z0-9+/]{32,86}={0,2}$'),
    CONSTRAINT "WebhookEndpoint_negotiation" CHECK ("negotiationSlug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    CONSTRAINT "WebhookEndpoint_cursor" CHECK ("cursor" >= 0),
    CONSTRAINT "WebhookEndpoint_failing" CHECK (
      "failures" >= 0 AND ("failures" > 0) = ("failingSince" IS NOT NULL) AND ("failures" > 0 OR "nextAttemptAt" IS NULL)
    ),
    CONSTRAINT "WebhookEndpoint_disabled" CHECK (num_nonnulls("disabledAt", "disabledFor") IN (0, 2))
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
    CONSTRAINT "WebhookDelivery_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "WebhookDelivery_seq" CHECK ("seq" > 0),
    CONSTRAINT "WebhookDelivery_attempt" CHECK ("attempt" > 0),
    CONSTRAINT "WebhookDelivery_duration" CHECK ("durationMs" >= 0),
    CONSTRAINT "WebhookDelivery_outcome" CHECK (
      num_nonnulls("status", "error") = 1 AND num_nonnulls("status", "answer") IN (0, 2) AND "status" BETWEEN 100 AND 999
    )
);

CREATE INDEX "WebhookDelivery_endpointId_id_idx" ON "WebhookDelivery"("endpointId", "id");
ALTER TABLE "WebhookDelivery" ADD CONSTRAINT "WebhookDelivery_endpointId_fkey" FOREIGN KEY ("endpointId") REFERENCES "WebhookEndpoint"("id") ON DELETE CASCADE ON UPDATE CASCADE;
