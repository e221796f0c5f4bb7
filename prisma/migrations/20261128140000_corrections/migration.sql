-- The latest that was corrected or retracted, of whatever negotiation.
CREATE INDEX "Change_corrections_idx" ON "Change"("seq") WHERE "kind" <> 'PUBLISHED';
