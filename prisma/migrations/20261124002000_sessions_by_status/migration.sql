-- The few sessions that were not held, among the many that were.
CREATE INDEX "BargainingSession_status_idx" ON "BargainingSession"("status");
