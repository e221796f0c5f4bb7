-- What a publication does while it holds the lock of the log, for which everybody else who publishes waits.

-- From when a negotiation is known is the first entry here.
CREATE INDEX "Event_negotiationSlug_knownFrom_idx" ON "Event"("negotiationSlug", "knownFrom");

-- To plan the query over everything that can be found takes ten times as long as to run it for one fact. A plan that is made once for a
-- connection leaves out, when it runs, the kinds of facts that were not changed.
ALTER FUNCTION parley_search_refresh("ChangeEntity", text[]) SET plan_cache_mode = force_generic_plan;
