-- What lists filter by, taken out of the state so that no list has to read it whole.
ALTER TABLE cases
  ADD COLUMN pending text GENERATED ALWAYS AS (
    CASE WHEN jsonb_typeof(state -> 'requests' -> 'return') = 'object' THEN 'return'
         WHEN jsonb_typeof(state -> 'requests' -> 'extension') = 'object' THEN 'extension'
         WHEN jsonb_typeof(state -> 'requests' -> 'deferral') = 'object' THEN 'deferral' END) STORED,
  ADD COLUMN supervised boolean GENERATED ALWAYS AS (jsonb_typeof(state -> 'supervision' -> 'light') = 'object') STORED;

CREATE INDEX cases_pending ON cases (pending, (coalesce(CASE WHEN parked_at IS NULL THEN red_from END, 'infinity')), id)
  WHERE is_open AND pending IS NOT NULL;
CREATE INDEX cases_supervised ON cases ((coalesce(CASE WHEN parked_at IS NULL THEN red_from END, 'infinity')), id)
  WHERE is_open AND supervised;
CREATE INDEX cases_open_category ON cases (category_key, (coalesce(CASE WHEN parked_at IS NULL THEN red_from END, 'infinity')), id)
  WHERE is_open;
-- Counting the queues reads this index alone.
CREATE INDEX cases_counts ON cases (hand, status, red_from, yellow_from, parked_at) WHERE is_open;
CREATE INDEX cases_unresolved ON cases (reported_at, id) WHERE outcome = 'unresolved';
-- Spec 02: no responsible subject has a list of its own; the reason stands in the log alone.
CREATE INDEX case_event_no_subject ON case_event (case_id) WHERE payload ->> 'reason' = 'no-responsible-subject';

-- Terms of the open cases for search: single characters and pairs of Chinese text, beginnings of other words,
-- last digits of the number, category and unit. As numbers, so that the index tells nothing of a text.
CREATE FUNCTION search_term(term text) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ('x' || substr(md5(term), 1, 8))::bit(32)::int
$$;

CREATE FUNCTION search_words(given text) RETURNS SETOF text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT m[1] FROM regexp_matches(lower(normalize(given, NFKC)),
    '([\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+|[a-z0-9\u00c0-\u02af\u0370-\u058f\u0600-\u06ff]+)', 'g') AS m
$$;

-- What is kept of a text: beginnings of up to twelve letters, and longer words whole.
CREATE FUNCTION search_terms(given text) RETURNS SETOF int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT search_term(substr(word, i, n)) FROM search_words(given) AS word,
    generate_series(1, length(word)) AS i, generate_series(1, 2) AS n
    WHERE ascii(word) >= 11904 AND i + n - 1 <= length(word)
  UNION ALL
  SELECT search_term(left(word, n)) FROM search_words(given) AS word, generate_series(1, least(length(word), 12)) AS n
    WHERE ascii(word) < 11904
  UNION ALL
  SELECT search_term(word) FROM search_words(given) AS word WHERE ascii(word) < 11904 AND length(word) > 12
$$;

-- What a typed word asks for; empty when nothing of it can be searched.
CREATE FUNCTION search_needles(given text) RETURNS int[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT search_term(term)), '{}') FROM (
    SELECT substr(word, i, 2) AS term FROM search_words(given) AS word, generate_series(1, greatest(length(word) - 1, 1)) AS i
      WHERE ascii(word) >= 11904
    UNION SELECT word FROM search_words(given) AS word WHERE ascii(word) < 11904) AS t
$$;

CREATE TABLE case_search (
  case_id uuid PRIMARY KEY,
  terms int[] NOT NULL
);
ALTER TABLE case_search ALTER COLUMN terms SET STATISTICS 500;
CREATE INDEX case_search_terms ON case_search USING gin (terms);
GRANT DELETE ON case_search TO city_app;

CREATE FUNCTION case_terms(id uuid, number text, address text, component text, category text, unit text) RETURNS int[]
LANGUAGE sql STABLE AS $$
  SELECT array_agg(DISTINCT t) FROM (
    SELECT search_terms(concat_ws(' ', address, component)) AS t
    UNION ALL SELECT search_term(number)
    UNION ALL SELECT search_term(right(number, n)) FROM generate_series(3, 12) AS n
    UNION ALL SELECT search_term('category:' || category) WHERE category IS NOT NULL
    UNION ALL SELECT search_term('unit:' || unit) WHERE unit IS NOT NULL
    UNION ALL SELECT search_terms(text) FROM case_text WHERE case_id = id AND text IS NOT NULL) AS terms
$$;

CREATE FUNCTION keep_case_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT NEW.is_open THEN
    DELETE FROM case_search WHERE case_id = NEW.id;
  ELSE
    INSERT INTO case_search (case_id, terms)
    VALUES (NEW.id, case_terms(NEW.id, NEW.number, NEW.address, NEW.component_code, NEW.category_key, NEW.unit_code))
    ON CONFLICT (case_id) DO UPDATE SET terms = excluded.terms;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER case_search_first AFTER INSERT ON cases FOR EACH ROW WHEN (NEW.is_open) EXECUTE FUNCTION keep_case_search();
CREATE TRIGGER case_search_next AFTER UPDATE ON cases FOR EACH ROW
  WHEN (OLD.is_open IS DISTINCT FROM NEW.is_open OR NEW.is_open AND (OLD.address, OLD.component_code, OLD.category_key, OLD.unit_code)
    IS DISTINCT FROM (NEW.address, NEW.component_code, NEW.category_key, NEW.unit_code))
  EXECUTE FUNCTION keep_case_search();

CREATE FUNCTION keep_text_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE case_search s SET terms = (SELECT array_agg(DISTINCT t) FROM (SELECT unnest(s.terms) AS t UNION ALL SELECT unnest(g.terms)) AS both_of)
    FROM (SELECT n.case_id, array_agg(DISTINCT t) AS terms FROM new_texts n, search_terms(n.text) AS t GROUP BY n.case_id) AS g
   WHERE s.case_id = g.case_id AND NOT s.terms @> g.terms;
  RETURN NULL;
END $$;
CREATE TRIGGER case_search_text AFTER INSERT ON case_text REFERENCING NEW TABLE AS new_texts
  FOR EACH STATEMENT EXECUTE FUNCTION keep_text_search();

INSERT INTO case_search (case_id, terms)
  SELECT id, case_terms(id, number, address, component_code, category_key, unit_code) FROM cases WHERE is_open;

-- A person's own filters of the desk.
CREATE TABLE saved_filter (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
  name text NOT NULL,
  filter jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (user_id, name)
);
GRANT DELETE ON saved_filter TO city_app;
