-- What was announced by a day and had not taken effect by then: a few rows wherever in time the day lies.
CREATE INDEX "Event_announcedOn_sortKey_id_idx" ON "Event"("announcedOn", "sortKey", "id");
