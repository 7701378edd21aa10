-- Where a collector on duty was: thinned to cells after 7 days, deleted after 30, never exported (spec 06, Persons).
CREATE TABLE patrol_track (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
  at timestamptz NOT NULL,
  cell_code text,
  beat_code text,
  -- Null once it is thinned to its cell.
  geom geometry(Point, 4326),
  accuracy_m real
);
CREATE INDEX patrol_track_user ON patrol_track (user_id, at);
CREATE INDEX patrol_track_at ON patrol_track (at);
GRANT DELETE ON patrol_track TO city_app;

-- Cells walked per beat and day, kept as a count at the end of a shift: no persons in it.
CREATE TABLE patrol_day (
  beat_code text NOT NULL,
  day date NOT NULL,
  walked int NOT NULL,
  cells int NOT NULL,
  PRIMARY KEY (beat_code, day)
);

-- A collector's own figures read only the collector's own acts.
CREATE INDEX case_event_collector ON case_event (actor_id, at) WHERE actor_role = 'collector';
