-- What was known by a day and had not taken effect by then, announced or being voted on: a few rows wherever in time the day lies.
CREATE INDEX "Event_ahead_idx" ON "Event"("knownFrom", "sortKey", "id") WHERE "knownFrom" < "effectiveDay";
