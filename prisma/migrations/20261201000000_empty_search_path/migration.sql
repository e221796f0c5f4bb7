-- Everything that a constraint, an index, a trigger or a view calls says where it finds what it names, so that it works under any
-- search_path: PostgreSQL's own tools dump, restore, analyse and index with an empty one.

-- Functions in SQL get bodies that are read when they are made: names are then bound for good, and the planner still sees through them,
-- which it does not where a function sets its own search_path.

CREATE OR REPLACE FUNCTION parley_is_date(value text) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT
  RETURN value ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$' AND public.parley_is_day(public.parley_first_day(value));

CREATE OR REPLACE FUNCTION parley_date_in_words(value text) RETURNS text LANGUAGE sql STABLE STRICT
  RETURN to_char(to_date(public.parley_first_day(value), 'YYYY-MM-DD'),
    CASE length(value) WHEN 4 THEN 'YYYY' WHEN 7 THEN 'FMMonth YYYY' ELSE 'FMDD FMMonth YYYY' END);

CREATE OR REPLACE FUNCTION parley_search_words(weight "char", value text) RETURNS tsvector LANGUAGE sql STABLE
  RETURN setweight(to_tsvector('public.parley', coalesce(value, '')), weight);

-- Functions of triggers look where the tables are.

ALTER FUNCTION parley_needs_citation() SET search_path = public, pg_temp;
ALTER FUNCTION parley_last_citation() SET search_path = public, pg_temp;
ALTER FUNCTION parley_detail_of_kind() SET search_path = public, pg_temp;
ALTER FUNCTION parley_release_in_order() SET search_path = public, pg_temp;
ALTER FUNCTION parley_search_changed() SET search_path = public, pg_temp;
ALTER FUNCTION parley_search_refresh("ChangeEntity", text[]) SET search_path = public, pg_temp;
