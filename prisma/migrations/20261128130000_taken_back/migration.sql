-- What was corrected or retracted, among the many publications.
CREATE INDEX "Change_taken_back_idx" ON "Change"("negotiationSlug", "seq") WHERE "kind" <> 'PUBLISHED';

-- Whether a change to an event bears on whether there is a deal, and whether it is final: by what it says, or by what it said.
CREATE FUNCTION parley_moves_deal(before jsonb, after jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(before -> 'statusChanges' @> '[{"axis": "BARGAINING"}]' OR before -> 'statusChanges' @> '[{"axis": "APPROVAL"}]'
    OR after -> 'statusChanges' @> '[{"axis": "BARGAINING"}]' OR after -> 'statusChanges' @> '[{"axis": "APPROVAL"}]', false)
$$;
CREATE INDEX "Change_moves_deal_idx" ON "Change"("negotiationSlug", "recordedAt") WHERE "entity" = 'EVENT' AND parley_moves_deal("before", "after");
