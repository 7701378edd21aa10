-- The further figures (spec 05): what one case adds to them, as the pure rule reads it from the log; replaced
-- by the case's next event. Narrow, so that a month of a large city is summed while a page waits.
CREATE TABLE case_figure (
  case_id uuid PRIMARY KEY,
  reported_at timestamptz NOT NULL,
  reporter_id text NOT NULL,
  category_key text,
  cell_code text,
  community_code text,
  subdistrict_code text,
  beat_code text,
  merged boolean NOT NULL,
  voided boolean NOT NULL,
  filed boolean NOT NULL,
  dispatched boolean NOT NULL,
  resolved boolean NOT NULL,
  unresolved boolean NOT NULL,
  accurate boolean NOT NULL,
  closed_at timestamptz,
  lon double precision NOT NULL,
  lat double precision NOT NULL,
  -- Category and square of about 50 m: a case comes back only in the nine squares around. Null: never.
  place_key text
);
CREATE INDEX case_figure_reported ON case_figure (reported_at);
CREATE INDEX case_figure_reporter ON case_figure (reporter_id, reported_at);
CREATE INDEX case_figure_place ON case_figure (place_key) WHERE place_key IS NOT NULL;

-- The same for each unit that had to do with it; '' where a turn named none.
CREATE TABLE unit_figure (
  case_id uuid NOT NULL,
  unit_code text NOT NULL,
  reported_at timestamptz NOT NULL,
  -- An ordinary dispatch named it, and the case never went on to another from there.
  named boolean NOT NULL,
  accurate boolean NOT NULL,
  work int NOT NULL,
  extended int NOT NULL,
  deferred int NOT NULL,
  repeated int NOT NULL,
  checks int NOT NULL,
  failed int NOT NULL,
  false_feedback int NOT NULL,
  dispatches int NOT NULL,
  dispatches_on_time int NOT NULL,
  handled_ms bigint[] NOT NULL,
  PRIMARY KEY (case_id, unit_code)
);
CREATE INDEX unit_figure_unit ON unit_figure (unit_code, reported_at);
CREATE INDEX unit_figure_reported ON unit_figure (reported_at);

-- Turns of persons (or the machine) at a stage; on_time null: the stage had no limit.
CREATE TABLE turn_figure (
  case_id uuid NOT NULL,
  n int NOT NULL,
  reported_at timestamptz NOT NULL,
  stage text NOT NULL,
  by_id text NOT NULL,
  on_time boolean,
  PRIMARY KEY (case_id, n)
);
CREATE INDEX turn_figure_reported ON turn_figure (reported_at);
CREATE INDEX turn_figure_by ON turn_figure (by_id, reported_at);

-- A resolved case and a later report of the same problem (same category, within 50 m and 30 days).
CREATE TABLE recurrence (
  case_id uuid NOT NULL,
  again uuid NOT NULL,
  PRIMARY KEY (case_id, again)
);
CREATE INDEX recurrence_again ON recurrence (again);
GRANT DELETE ON case_figure, unit_figure, turn_figure, recurrence TO city_app;

-- Cases whose log the score has not read to its end. One row a version, so that a command never waits for a score.
CREATE TABLE score_owed (
  case_id uuid NOT NULL,
  version int NOT NULL,
  since timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (case_id, version)
);
CREATE INDEX score_owed_since ON score_owed (since);
GRANT DELETE ON score_owed TO city_app;

CREATE FUNCTION owe_score_first() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO score_owed (case_id, version) SELECT id, version FROM added ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE FUNCTION owe_score_next() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO score_owed (case_id, version)
    SELECT n.id, n.version FROM added n JOIN taken o ON o.id = n.id WHERE n.version <> o.version ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER cases_owe_score_first AFTER INSERT ON cases REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION owe_score_first();
CREATE TRIGGER cases_owe_score_next AFTER UPDATE ON cases REFERENCING OLD TABLE AS taken NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION owe_score_next();

-- A city that has cases already: all of them owe their figures.
INSERT INTO score_owed (case_id, version) SELECT id, version FROM cases;
DROP INDEX cases_filed_changed;

-- Whether anything stands on another basis is asked each minute: the least and the greatest answer it.
CREATE INDEX scored_case_basis ON scored_case (basis);
