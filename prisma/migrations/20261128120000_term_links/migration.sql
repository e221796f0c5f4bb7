-- A term stands on the page of its negotiation under "term-" and its id (src/domain/record/anchor.ts); what is found led to its bare id.
DO $$
DECLARE
  old_text text := pg_get_viewdef('"SearchText"'::regclass);
  new_text text := replace(old_text, '''#''::text', '''#term-''::text');
BEGIN
  IF new_text = old_text THEN
    RAISE EXCEPTION 'The view "SearchText" has no link to terms to mend';
  END IF;
  EXECUTE 'CREATE OR REPLACE VIEW "SearchText" AS ' || new_text;
END
$$;

SELECT parley_search_refresh('TERM', array_agg("key")) FROM "Term";
