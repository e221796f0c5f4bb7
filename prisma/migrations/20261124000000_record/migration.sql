-- The record: its tables, then what Prisma's schema cannot say (collations, checks, deferred triggers, the append-only log).
--
-- Slugs, ids and dates are compared byte by byte (COLLATE "C"), so that keyset pages run in the same order on every server.

CREATE TYPE "EventKind" AS ENUM ('SESSION', 'PROPOSAL', 'VOTE', 'STATEMENT', 'STATUS', 'MILESTONE', 'ACTION');
CREATE TYPE "Significance" AS ENUM ('MAJOR', 'MINOR');
CREATE TYPE "Confidence" AS ENUM ('CONFIRMED', 'REPORTED', 'DISPUTED');
CREATE TYPE "EventState" AS ENUM ('DRAFT', 'PUBLISHED', 'RETRACTED');
CREATE TYPE "Axis" AS ENUM ('AGREEMENT', 'BARGAINING', 'STOPPAGE', 'APPROVAL', 'BLACKOUT');
CREATE TYPE "StoppageKind" AS ENUM ('STRIKE', 'LOCKOUT');
CREATE TYPE "SessionStatus" AS ENUM ('SCHEDULED', 'HELD', 'CANCELLED');
CREATE TYPE "Act" AS ENUM ('PROPOSED', 'COUNTERED', 'REJECTED', 'REJECTED_NO_COUNTER', 'HELD', 'WITHDRAWN', 'TENTATIVELY_AGREED', 'LAST_BEST_FINAL', 'CLAIMED');
CREATE TYPE "VotePurpose" AS ENUM ('STRIKE_AUTHORIZATION', 'RATIFICATION', 'BOARD_APPROVAL', 'COMMITTEE_APPROVAL', 'PATTERN_OF_DEMANDS', 'OTHER');
CREATE TYPE "VoteResult" AS ENUM ('PASSED', 'FAILED', 'PENDING');
CREATE TYPE "ChangeKind" AS ENUM ('PUBLISHED', 'CORRECTED', 'RETRACTED');
CREATE TYPE "ChangeEntity" AS ENUM ('SOURCE', 'UNION', 'ASSOCIATION', 'STUDIO', 'PERSON', 'ISSUE', 'MEASURE', 'NEGOTIATION', 'DEMAND', 'EVENT', 'TERM', 'DISPUTE');
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

CREATE TABLE "RecordLoad" (
    "checksum" TEXT NOT NULL,
    "loadedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "RecordLoad_pkey" PRIMARY KEY ("checksum")
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
CREATE INDEX "Change_entity_key_seq_idx" ON "Change"("entity", "key", "seq");
CREATE INDEX "Change_negotiationSlug_seq_idx" ON "Change"("negotiationSlug", "seq");
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

ALTER TABLE "Change"
  ADD CONSTRAINT "Change_seq_positive" CHECK ("seq" > 0),
  ADD CONSTRAINT "Change_before_after" CHECK (CASE "kind"
    WHEN 'PUBLISHED' THEN "before" IS NULL AND "after" IS NOT NULL
    WHEN 'CORRECTED' THEN "before" IS NOT NULL AND "after" IS NOT NULL
    WHEN 'RETRACTED' THEN "before" IS NOT NULL AND "after" IS NULL AND "reason" IS NOT NULL END);

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
