-- What the record had said by an instant: one place of the log, however long it is.
CREATE INDEX "Change_recordedAt_seq_idx" ON "Change"("recordedAt", "seq");
