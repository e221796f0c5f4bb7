-- The tables of the record, of its log, of those who write and of what is told and given out: with their keys and indexes. What must hold
-- within them follows in the next migration, the log and the search in those after it.
--
-- Slugs, ids and dates are compared byte by byte (COLLATE "C"), so that keyset pages run in the same order on every server.

CREATE TYPE "EventKind" AS ENUM ('SESSION', 'PROPOSAL', 'VOTE', 'STATEMENT', 'STATUS', 'MILESTONE', 'ACTION');
CREATE TYPE "Significance" AS ENUM ('MAJOR', 'MINOR');
CREATE TYPE "Confidence" AS ENUM ('CONFIRMED', 'REPORTED', 'DISPUTED');
CREATE TYPE "EventState" AS ENUM ('PUBLISHED', 'RETRACTED');
CREATE TYPE "Axis" AS ENUM ('AGREEMENT', 'BARGAINING', 'STOPPAGE', 'APPROVAL', 'BLACKOUT');
CREATE TYPE "StoppageKind" AS ENUM ('STRIKE', 'LOCKOUT');
CREATE TYPE "SessionStatus" AS ENUM ('SCHEDULED', 'HELD', 'CANCELLED');
CREATE TYPE "Act" AS ENUM ('PROPOSED', 'COUNTERED', 'REJECTED', 'REJECTED_NO_COUNTER', 'HELD', 'WITHDRAWN', 'TENTATIVELY_AGREED', 'LAST_BEST_FINAL', 'CLAIMED');
CREATE TYPE "VotePurpose" AS ENUM ('STRIKE_AUTHORIZATION', 'RATIFICATION', 'BOARD_APPROVAL', 'COMMITTEE_APPROVAL', 'PATTERN_OF_DEMANDS', 'OTHER');
CREATE TYPE "VoteResult" AS ENUM ('PASSED', 'FAILED', 'PENDING');
CREATE TYPE "Unit" AS ENUM ('PERCENT', 'USD', 'USD_MILLION', 'USD_MILLION_PER_YEAR', 'CENTS_PER_SUBSCRIBER', 'DAYS', 'WEEKS', 'PEOPLE', 'RATIO', 'COUNT');
CREATE TYPE "Side" AS ENUM ('UNION', 'EMPLOYER');
CREATE TYPE "RoleSide" AS ENUM ('UNION', 'EMPLOYER', 'NEUTRAL');
CREATE TYPE "StudioKind" AS ENUM ('STUDIO', 'STREAMER', 'NETWORK', 'GAME_PUBLISHER', 'MANUFACTURER', 'CARRIER', 'OTHER');
CREATE TYPE "SourceKind" AS ENUM ('PRIMARY', 'PRESS', 'SYNDICATED', 'MIRROR', 'USER');
CREATE TYPE "DisputeStatus" AS ENUM ('SETTLED', 'OPEN', 'PARTY_DISPUTE');
CREATE TYPE "ClaimRank" AS ENUM ('PREFERRED', 'NORMAL', 'DEPRECATED');

CREATE TABLE "Event" (
    "id" TEXT COLLATE "C" NOT NULL,
    "negotiationSlug" TEXT COLLATE "C" NOT NULL,
    "kind" "EventKind" NOT NULL,
    "date" TEXT COLLATE "C" NOT NULL,
    "time" TEXT COLLATE "C",
    "endDate" TEXT COLLATE "C",
    "announcedOn" TEXT COLLATE "C",
    "effectiveDay" TEXT COLLATE "C" NOT NULL,
    "knownFrom" TEXT COLLATE "C" NOT NULL,
    "sortKey" TEXT COLLATE "C" NOT NULL,
    "headline" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "significance" "Significance" NOT NULL,
    "confidence" "Confidence" NOT NULL,
    "state" "EventState" NOT NULL DEFAULT 'PUBLISHED',

    CONSTRAINT "Event_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "DealStatus" (
    "eventId" TEXT COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,
    "negotiationSlug" TEXT COLLATE "C" NOT NULL,
    "axis" "Axis" NOT NULL,
    "state" TEXT NOT NULL,
    "stoppage" "StoppageKind",

    CONSTRAINT "DealStatus_pkey" PRIMARY KEY ("eventId","position")
);

CREATE TABLE "BargainingSession" (
    "eventId" TEXT COLLATE "C" NOT NULL,
    "status" "SessionStatus" NOT NULL,
    "format" TEXT,
    "venue" TEXT,

    CONSTRAINT "BargainingSession_pkey" PRIMARY KEY ("eventId")
);

CREATE TABLE "SessionAttendee" (
    "eventId" TEXT COLLATE "C" NOT NULL,
    "personSlug" TEXT COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "SessionAttendee_pkey" PRIMARY KEY ("eventId","personSlug")
);

CREATE TABLE "Position" (
    "eventId" TEXT COLLATE "C" NOT NULL,
    "negotiationSlug" TEXT COLLATE "C" NOT NULL,
    "demandId" TEXT COLLATE "C" NOT NULL,
    "party" "Side" NOT NULL,
    "act" "Act" NOT NULL,

    CONSTRAINT "Position_pkey" PRIMARY KEY ("eventId")
);

CREATE TABLE "Vote" (
    "eventId" TEXT COLLATE "C" NOT NULL,
    "purpose" "VotePurpose" NOT NULL,
    "body" TEXT NOT NULL,
    "opensOn" TEXT COLLATE "C",
    "closesOn" TEXT COLLATE "C",
    "closesAt" TEXT COLLATE "C",
    "eligible" INTEGER,
    "cast" INTEGER,
    "valid" INTEGER,
    "yes" INTEGER,
    "no" INTEGER,
    "yesPct" DECIMAL(9,6),
    "turnoutPct" DECIMAL(9,6),
    "result" "VoteResult" NOT NULL,

    CONSTRAINT "Vote_pkey" PRIMARY KEY ("eventId")
);

CREATE TABLE "Statement" (
    "eventId" TEXT COLLATE "C" NOT NULL,
    "speakerSlug" TEXT COLLATE "C",
    "organization" TEXT COLLATE "C" NOT NULL,
    "venue" TEXT,
    "quote" TEXT NOT NULL,

    CONSTRAINT "Statement_pkey" PRIMARY KEY ("eventId")
);

CREATE TABLE "Issue" (
    "slug" TEXT COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "parentSlug" TEXT COLLATE "C",
    "summary" TEXT NOT NULL,
    "economic" BOOLEAN NOT NULL,

    CONSTRAINT "Issue_pkey" PRIMARY KEY ("slug")
);

CREATE TABLE "Negotiation" (
    "slug" TEXT COLLATE "C" NOT NULL,
    "title" TEXT NOT NULL,
    "shortTitle" TEXT NOT NULL,
    "cycle" TEXT COLLATE "C" NOT NULL,
    "contract" TEXT NOT NULL,
    "timeZone" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "associationSlug" TEXT COLLATE "C",
    "predecessorSlug" TEXT COLLATE "C",
    "successorSlug" TEXT COLLATE "C",
    "gaps" TEXT[],
    "startedOn" TEXT COLLATE "C",
    "knownFrom" TEXT COLLATE "C",

    CONSTRAINT "Negotiation_pkey" PRIMARY KEY ("slug")
);

CREATE TABLE "NegotiationUnion" (
    "negotiationSlug" TEXT COLLATE "C" NOT NULL,
    "unionSlug" TEXT COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "NegotiationUnion_pkey" PRIMARY KEY ("negotiationSlug","unionSlug")
);

CREATE TABLE "NegotiationStudio" (
    "negotiationSlug" TEXT COLLATE "C" NOT NULL,
    "studioSlug" TEXT COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "NegotiationStudio_pkey" PRIMARY KEY ("negotiationSlug","studioSlug")
);

CREATE TABLE "Demand" (
    "negotiationSlug" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,
    "issueSlug" TEXT COLLATE "C" NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT,
    "scope" TEXT,
    "raisedBy" "Side" NOT NULL,

    CONSTRAINT "Demand_pkey" PRIMARY KEY ("negotiationSlug","id")
);

CREATE TABLE "Agreement" (
    "negotiationSlug" TEXT COLLATE "C" NOT NULL,
    "title" TEXT NOT NULL,
    "effectiveOn" TEXT COLLATE "C",
    "expiresOn" TEXT COLLATE "C",
    "ratifiedOn" TEXT COLLATE "C",

    CONSTRAINT "Agreement_pkey" PRIMARY KEY ("negotiationSlug")
);

CREATE TABLE "Term" (
    "key" TEXT COLLATE "C" NOT NULL,
    "negotiationSlug" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,
    "demandId" TEXT COLLATE "C",
    "issueSlug" TEXT COLLATE "C" NOT NULL,
    "summary" TEXT NOT NULL,

    CONSTRAINT "Term_pkey" PRIMARY KEY ("key")
);

CREATE TABLE "MeasureDefinition" (
    "measure" TEXT COLLATE "C" NOT NULL,
    "title" TEXT NOT NULL,
    "unit" "Unit" NOT NULL,
    "summary" TEXT NOT NULL,

    CONSTRAINT "MeasureDefinition_pkey" PRIMARY KEY ("measure")
);

CREATE TABLE "Measure" (
    "id" BIGSERIAL NOT NULL,
    "positionId" TEXT COLLATE "C",
    "termKey" TEXT COLLATE "C",
    "position" INTEGER NOT NULL,
    "measure" TEXT COLLATE "C" NOT NULL,
    "value" DECIMAL(20,6) NOT NULL,
    "unit" "Unit" NOT NULL,
    "contractYear" INTEGER,
    "scope" TEXT,
    "effectiveOn" TEXT COLLATE "C",
    "claimedBy" TEXT,

    CONSTRAINT "Measure_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Union" (
    "slug" TEXT COLLATE "C" NOT NULL,
    "name" TEXT NOT NULL,
    "abbreviation" TEXT NOT NULL,
    "summary" TEXT NOT NULL,

    CONSTRAINT "Union_pkey" PRIMARY KEY ("slug")
);

CREATE TABLE "EmployerAssociation" (
    "slug" TEXT COLLATE "C" NOT NULL,
    "name" TEXT NOT NULL,
    "abbreviation" TEXT NOT NULL,
    "summary" TEXT NOT NULL,

    CONSTRAINT "EmployerAssociation_pkey" PRIMARY KEY ("slug")
);

CREATE TABLE "AssociationMember" (
    "associationSlug" TEXT COLLATE "C" NOT NULL,
    "studioSlug" TEXT COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,
    "from" TEXT COLLATE "C",
    "to" TEXT COLLATE "C",

    CONSTRAINT "AssociationMember_pkey" PRIMARY KEY ("associationSlug","studioSlug")
);

CREATE TABLE "Studio" (
    "slug" TEXT COLLATE "C" NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "StudioKind" NOT NULL,
    "parentSlug" TEXT COLLATE "C",
    "summary" TEXT,

    CONSTRAINT "Studio_pkey" PRIMARY KEY ("slug")
);

CREATE TABLE "Person" (
    "slug" TEXT COLLATE "C" NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("slug")
);

CREATE TABLE "Role" (
    "personSlug" TEXT COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,
    "organization" TEXT COLLATE "C" NOT NULL,
    "title" TEXT NOT NULL,
    "side" "RoleSide" NOT NULL,
    "from" TEXT COLLATE "C",
    "to" TEXT COLLATE "C",

    CONSTRAINT "Role_pkey" PRIMARY KEY ("personSlug","position")
);

CREATE TABLE "Headcount" (
    "key" TEXT COLLATE "C" NOT NULL,
    "unionSlug" TEXT COLLATE "C",
    "negotiationSlug" TEXT COLLATE "C",
    "position" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,
    "asOf" TEXT COLLATE "C",
    "basis" TEXT NOT NULL,

    CONSTRAINT "Headcount_pkey" PRIMARY KEY ("key")
);

CREATE TABLE "Source" (
    "id" TEXT COLLATE "C" NOT NULL,
    "url" TEXT,
    "publisher" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "publishedOn" TEXT COLLATE "C",
    "retrievedOn" TEXT COLLATE "C" NOT NULL,
    "kind" "SourceKind" NOT NULL,
    "note" TEXT,

    CONSTRAINT "Source_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Citation" (
    "id" BIGSERIAL NOT NULL,
    "sourceId" TEXT COLLATE "C" NOT NULL,
    "quote" TEXT,
    "note" TEXT,
    "position" INTEGER NOT NULL,
    "eventId" TEXT COLLATE "C",
    "termKey" TEXT COLLATE "C",
    "claimKey" TEXT COLLATE "C",
    "headcountKey" TEXT COLLATE "C",
    "unionSlug" TEXT COLLATE "C",
    "associationSlug" TEXT COLLATE "C",
    "studioSlug" TEXT COLLATE "C",
    "personSlug" TEXT COLLATE "C",

    CONSTRAINT "Citation_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Dispute" (
    "negotiationSlug" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,
    "question" TEXT NOT NULL,
    "subject" TEXT COLLATE "C",
    "status" "DisputeStatus" NOT NULL,
    "assessment" TEXT NOT NULL,

    CONSTRAINT "Dispute_pkey" PRIMARY KEY ("negotiationSlug","id")
);

CREATE TABLE "Claim" (
    "key" TEXT COLLATE "C" NOT NULL,
    "negotiationSlug" TEXT COLLATE "C" NOT NULL,
    "disputeId" TEXT COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,
    "claim" TEXT NOT NULL,
    "value" JSONB,
    "claimedBy" TEXT,
    "rank" "ClaimRank" NOT NULL,
    "reason" TEXT,

    CONSTRAINT "Claim_pkey" PRIMARY KEY ("key")
);
CREATE INDEX "Event_negotiationSlug_sortKey_id_idx" ON "Event"("negotiationSlug", "sortKey", "id");
CREATE INDEX "Event_sortKey_id_idx" ON "Event"("sortKey", "id");
CREATE INDEX "Event_negotiationSlug_significance_sortKey_id_idx" ON "Event"("negotiationSlug", "significance", "sortKey", "id");
CREATE INDEX "Event_negotiationSlug_kind_sortKey_id_idx" ON "Event"("negotiationSlug", "kind", "sortKey", "id");
CREATE INDEX "Event_negotiationSlug_knownFrom_idx" ON "Event"("negotiationSlug", "knownFrom");
CREATE INDEX "Event_kind_sortKey_id_idx" ON "Event"("kind", "sortKey", "id");
CREATE UNIQUE INDEX "Event_negotiationSlug_id_key" ON "Event"("negotiationSlug", "id");
CREATE INDEX "DealStatus_negotiationSlug_axis_idx" ON "DealStatus"("negotiationSlug", "axis");
CREATE INDEX "SessionAttendee_personSlug_idx" ON "SessionAttendee"("personSlug");
CREATE UNIQUE INDEX "SessionAttendee_eventId_position_key" ON "SessionAttendee"("eventId", "position");
CREATE INDEX "Position_negotiationSlug_demandId_idx" ON "Position"("negotiationSlug", "demandId");
CREATE UNIQUE INDEX "Position_negotiationSlug_eventId_key" ON "Position"("negotiationSlug", "eventId");
CREATE INDEX "Vote_purpose_idx" ON "Vote"("purpose");
CREATE INDEX "Vote_opensOn_idx" ON "Vote"("opensOn");
CREATE INDEX "Statement_speakerSlug_idx" ON "Statement"("speakerSlug");
CREATE INDEX "Statement_organization_idx" ON "Statement"("organization");
CREATE INDEX "Issue_parentSlug_idx" ON "Issue"("parentSlug");
CREATE UNIQUE INDEX "Negotiation_predecessorSlug_key" ON "Negotiation"("predecessorSlug");
CREATE UNIQUE INDEX "Negotiation_successorSlug_key" ON "Negotiation"("successorSlug");
CREATE INDEX "Negotiation_startedOn_slug_idx" ON "Negotiation"("startedOn" DESC, "slug");
CREATE INDEX "Negotiation_cycle_startedOn_slug_idx" ON "Negotiation"("cycle", "startedOn" DESC, "slug");
CREATE INDEX "Negotiation_associationSlug_idx" ON "Negotiation"("associationSlug");
CREATE INDEX "NegotiationUnion_unionSlug_idx" ON "NegotiationUnion"("unionSlug");
CREATE UNIQUE INDEX "NegotiationUnion_negotiationSlug_position_key" ON "NegotiationUnion"("negotiationSlug", "position");
CREATE INDEX "NegotiationStudio_studioSlug_idx" ON "NegotiationStudio"("studioSlug");
CREATE UNIQUE INDEX "NegotiationStudio_negotiationSlug_position_key" ON "NegotiationStudio"("negotiationSlug", "position");
CREATE INDEX "Demand_issueSlug_negotiationSlug_idx" ON "Demand"("issueSlug", "negotiationSlug");
CREATE INDEX "Term_issueSlug_negotiationSlug_idx" ON "Term"("issueSlug", "negotiationSlug");
CREATE INDEX "Term_negotiationSlug_demandId_idx" ON "Term"("negotiationSlug", "demandId");
CREATE UNIQUE INDEX "Term_negotiationSlug_id_key" ON "Term"("negotiationSlug", "id");
CREATE UNIQUE INDEX "MeasureDefinition_measure_unit_key" ON "MeasureDefinition"("measure", "unit");
CREATE INDEX "Measure_measure_idx" ON "Measure"("measure");
CREATE UNIQUE INDEX "Measure_positionId_position_key" ON "Measure"("positionId", "position");
CREATE UNIQUE INDEX "Measure_termKey_position_key" ON "Measure"("termKey", "position");
CREATE INDEX "AssociationMember_studioSlug_idx" ON "AssociationMember"("studioSlug");
CREATE UNIQUE INDEX "AssociationMember_associationSlug_position_key" ON "AssociationMember"("associationSlug", "position");
CREATE INDEX "Studio_parentSlug_idx" ON "Studio"("parentSlug");
CREATE INDEX "Role_organization_idx" ON "Role"("organization");
CREATE UNIQUE INDEX "Headcount_unionSlug_position_key" ON "Headcount"("unionSlug", "position");
CREATE UNIQUE INDEX "Headcount_negotiationSlug_position_key" ON "Headcount"("negotiationSlug", "position");
CREATE INDEX "Citation_sourceId_idx" ON "Citation"("sourceId");
CREATE UNIQUE INDEX "Citation_eventId_position_key" ON "Citation"("eventId", "position");
CREATE UNIQUE INDEX "Citation_termKey_position_key" ON "Citation"("termKey", "position");
CREATE UNIQUE INDEX "Citation_claimKey_position_key" ON "Citation"("claimKey", "position");
CREATE UNIQUE INDEX "Citation_headcountKey_position_key" ON "Citation"("headcountKey", "position");
CREATE UNIQUE INDEX "Citation_unionSlug_position_key" ON "Citation"("unionSlug", "position");
CREATE UNIQUE INDEX "Citation_associationSlug_position_key" ON "Citation"("associationSlug", "position");
CREATE UNIQUE INDEX "Citation_studioSlug_position_key" ON "Citation"("studioSlug", "position");
CREATE UNIQUE INDEX "Citation_personSlug_position_key" ON "Citation"("personSlug", "position");
CREATE INDEX "Dispute_subject_idx" ON "Dispute"("subject");
CREATE INDEX "Dispute_status_negotiationSlug_id_idx" ON "Dispute"("status", "negotiationSlug", "id");
CREATE UNIQUE INDEX "Claim_negotiationSlug_disputeId_position_key" ON "Claim"("negotiationSlug", "disputeId", "position");
ALTER TABLE "Event" ADD CONSTRAINT "Event_negotiationSlug_fkey" FOREIGN KEY ("negotiationSlug") REFERENCES "Negotiation"("slug") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "DealStatus" ADD CONSTRAINT "DealStatus_negotiationSlug_eventId_fkey" FOREIGN KEY ("negotiationSlug", "eventId") REFERENCES "Event"("negotiationSlug", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "BargainingSession" ADD CONSTRAINT "BargainingSession_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "SessionAttendee" ADD CONSTRAINT "SessionAttendee_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "BargainingSession"("eventId") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "SessionAttendee" ADD CONSTRAINT "SessionAttendee_personSlug_fkey" FOREIGN KEY ("personSlug") REFERENCES "Person"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Position" ADD CONSTRAINT "Position_negotiationSlug_eventId_fkey" FOREIGN KEY ("negotiationSlug", "eventId") REFERENCES "Event"("negotiationSlug", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Position" ADD CONSTRAINT "Position_negotiationSlug_demandId_fkey" FOREIGN KEY ("negotiationSlug", "demandId") REFERENCES "Demand"("negotiationSlug", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Vote" ADD CONSTRAINT "Vote_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Statement" ADD CONSTRAINT "Statement_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Statement" ADD CONSTRAINT "Statement_speakerSlug_fkey" FOREIGN KEY ("speakerSlug") REFERENCES "Person"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Issue" ADD CONSTRAINT "Issue_parentSlug_fkey" FOREIGN KEY ("parentSlug") REFERENCES "Issue"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Negotiation" ADD CONSTRAINT "Negotiation_associationSlug_fkey" FOREIGN KEY ("associationSlug") REFERENCES "EmployerAssociation"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Negotiation" ADD CONSTRAINT "Negotiation_predecessorSlug_fkey" FOREIGN KEY ("predecessorSlug") REFERENCES "Negotiation"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Negotiation" ADD CONSTRAINT "Negotiation_successorSlug_fkey" FOREIGN KEY ("successorSlug") REFERENCES "Negotiation"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "NegotiationUnion" ADD CONSTRAINT "NegotiationUnion_negotiationSlug_fkey" FOREIGN KEY ("negotiationSlug") REFERENCES "Negotiation"("slug") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "NegotiationUnion" ADD CONSTRAINT "NegotiationUnion_unionSlug_fkey" FOREIGN KEY ("unionSlug") REFERENCES "Union"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "NegotiationStudio" ADD CONSTRAINT "NegotiationStudio_negotiationSlug_fkey" FOREIGN KEY ("negotiationSlug") REFERENCES "Negotiation"("slug") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "NegotiationStudio" ADD CONSTRAINT "NegotiationStudio_studioSlug_fkey" FOREIGN KEY ("studioSlug") REFERENCES "Studio"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Demand" ADD CONSTRAINT "Demand_negotiationSlug_fkey" FOREIGN KEY ("negotiationSlug") REFERENCES "Negotiation"("slug") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Demand" ADD CONSTRAINT "Demand_issueSlug_fkey" FOREIGN KEY ("issueSlug") REFERENCES "Issue"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Agreement" ADD CONSTRAINT "Agreement_negotiationSlug_fkey" FOREIGN KEY ("negotiationSlug") REFERENCES "Negotiation"("slug") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Term" ADD CONSTRAINT "Term_negotiationSlug_fkey" FOREIGN KEY ("negotiationSlug") REFERENCES "Agreement"("negotiationSlug") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Term" ADD CONSTRAINT "Term_negotiationSlug_demandId_fkey" FOREIGN KEY ("negotiationSlug", "demandId") REFERENCES "Demand"("negotiationSlug", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Term" ADD CONSTRAINT "Term_issueSlug_fkey" FOREIGN KEY ("issueSlug") REFERENCES "Issue"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Measure" ADD CONSTRAINT "Measure_positionId_fkey" FOREIGN KEY ("positionId") REFERENCES "Position"("eventId") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Measure" ADD CONSTRAINT "Measure_termKey_fkey" FOREIGN KEY ("termKey") REFERENCES "Term"("key") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Measure" ADD CONSTRAINT "Measure_measure_unit_fkey" FOREIGN KEY ("measure", "unit") REFERENCES "MeasureDefinition"("measure", "unit") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "AssociationMember" ADD CONSTRAINT "AssociationMember_associationSlug_fkey" FOREIGN KEY ("associationSlug") REFERENCES "EmployerAssociation"("slug") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "AssociationMember" ADD CONSTRAINT "AssociationMember_studioSlug_fkey" FOREIGN KEY ("studioSlug") REFERENCES "Studio"("slug") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Studio" ADD CONSTRAINT "Studio_parentSlug_fkey" FOREIGN KEY ("parentSlug") REFERENCES "Studio"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Role" ADD CONSTRAINT "Role_personSlug_fkey" FOREIGN KEY ("personSlug") REFERENCES "Person"("slug") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Headcount" ADD CONSTRAINT "Headcount_unionSlug_fkey" FOREIGN KEY ("unionSlug") REFERENCES "Union"("slug") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Headcount" ADD CONSTRAINT "Headcount_negotiationSlug_fkey" FOREIGN KEY ("negotiationSlug") REFERENCES "Negotiation"("slug") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Citation" ADD CONSTRAINT "Citation_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Citation" ADD CONSTRAINT "Citation_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Citation" ADD CONSTRAINT "Citation_termKey_fkey" FOREIGN KEY ("termKey") REFERENCES "Term"("key") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Citation" ADD CONSTRAINT "Citation_claimKey_fkey" FOREIGN KEY ("claimKey") REFERENCES "Claim"("key") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Citation" ADD CONSTRAINT "Citation_headcountKey_fkey" FOREIGN KEY ("headcountKey") REFERENCES "Headcount"("key") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Citation" ADD CONSTRAINT "Citation_unionSlug_fkey" FOREIGN KEY ("unionSlug") REFERENCES "Union"("slug") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Citation" ADD CONSTRAINT "Citation_associationSlug_fkey" FOREIGN KEY ("associationSlug") REFERENCES "EmployerAssociation"("slug") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Citation" ADD CONSTRAINT "Citation_studioSlug_fkey" FOREIGN KEY ("studioSlug") REFERENCES "Studio"("slug") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Citation" ADD CONSTRAINT "Citation_personSlug_fkey" FOREIGN KEY ("personSlug") REFERENCES "Person"("slug") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Dispute" ADD CONSTRAINT "Dispute_negotiationSlug_fkey" FOREIGN KEY ("negotiationSlug") REFERENCES "Negotiation"("slug") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Claim" ADD CONSTRAINT "Claim_negotiationSlug_disputeId_fkey" FOREIGN KEY ("negotiationSlug", "disputeId") REFERENCES "Dispute"("negotiationSlug", "id") ON DELETE CASCADE ON UPDATE CASCADE;
-- What was announced by a day and had not taken effect by then: a few rows wherever in time the day lies.
CREATE INDEX "Event_announcedOn_sortKey_id_idx" ON "Event"("announcedOn", "sortKey", "id");
-- The few sessions that were not held, among the many that were.
CREATE INDEX "BargainingSession_status_idx" ON "BargainingSession"("status");
-- What was known by a day and had not taken effect by then, announced or being voted on: a few rows wherever in time the day lies.
CREATE INDEX "Event_ahead_idx" ON "Event"("knownFrom", "sortKey", "id") WHERE "knownFrom" < "effectiveDay";

-- Who may write, how much, and what was answered ---------------------------------------------------------------------------------------

CREATE TYPE "TokenScope" AS ENUM ('PUBLISH', 'CORRECT');

CREATE TABLE "ApiToken" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "scopes" "TokenScope"[],
    "rate" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revokedAt" TIMESTAMPTZ(3),
    CONSTRAINT "ApiToken_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "WriteQuota" (
    "tokenId" TEXT NOT NULL,
    "used" INTEGER NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "WriteQuota_pkey" PRIMARY KEY ("tokenId")
);

CREATE TABLE "IdempotentAnswer" (
    "tokenId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "headers" JSONB NOT NULL,
    "body" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "IdempotentAnswer_pkey" PRIMARY KEY ("tokenId", "key")
);

CREATE UNIQUE INDEX "ApiToken_name_key" ON "ApiToken"("name");
CREATE UNIQUE INDEX "ApiToken_hash_key" ON "ApiToken"("hash");
CREATE INDEX "IdempotentAnswer_createdAt_idx" ON "IdempotentAnswer"("createdAt");
ALTER TABLE "WriteQuota" ADD CONSTRAINT "WriteQuota_tokenId_fkey" FOREIGN KEY ("tokenId") REFERENCES "ApiToken"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "IdempotentAnswer" ADD CONSTRAINT "IdempotentAnswer_tokenId_fkey" FOREIGN KEY ("tokenId") REFERENCES "ApiToken"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The bundled records that were loaded --------------------------------------------------------------------------------------------------

CREATE TABLE "RecordLoad" (
    "checksum" TEXT NOT NULL,
    "loadedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "RecordLoad_pkey" PRIMARY KEY ("checksum")
);
