-- The row is the replay of the log: `state` is the whole of it, the columns are what lists need.
CREATE TABLE cases (
  id uuid PRIMARY KEY,
  number text NOT NULL UNIQUE,
  version int NOT NULL,
  status text NOT NULL,
  hand text NOT NULL,
  is_open boolean NOT NULL,
  channel text NOT NULL,
  urgency text NOT NULL,
  kind text,
  category_key text,
  condition_key text,
  component_code text,
  unit_code text,
  reporter_id text NOT NULL,
  collector_id text,
  cell_code text,
  community_code text,
  subdistrict_code text,
  beat_code text,
  address text,
  geom geometry(Point, 4326) NOT NULL,
  geom_m geometry(Point, 3857) GENERATED ALWAYS AS (ST_Transform(geom, 3857)) STORED,
  reported_at timestamptz NOT NULL,
  filed_at timestamptz,
  closed_at timestamptz,
  changed_at timestamptz NOT NULL,
  yellow_from timestamptz,
  red_from timestamptz,
  parked_at timestamptz,
  -- The next light that a machine has to turn, and the next step that it owes; a sweep makes both certain.
  next_turn_at timestamptz,
  owes text,
  owes_at timestamptz,
  outcome text,
  last_hash bytea NOT NULL,
  state jsonb NOT NULL
) WITH (fillfactor = 80);
CREATE INDEX cases_hand ON cases (hand, (coalesce(CASE WHEN parked_at IS NULL THEN red_from END, 'infinity')), id) WHERE is_open;
CREATE INDEX cases_open_red ON cases ((coalesce(CASE WHEN parked_at IS NULL THEN red_from END, 'infinity')), id) WHERE is_open;
CREATE INDEX cases_unit ON cases (unit_code, (coalesce(CASE WHEN parked_at IS NULL THEN red_from END, 'infinity')), id) WHERE is_open;
CREATE INDEX cases_collector ON cases (collector_id, red_from) WHERE collector_id IS NOT NULL AND is_open;
CREATE INDEX cases_reporter ON cases (reporter_id, reported_at DESC);
CREATE INDEX cases_beat ON cases (beat_code, red_from) WHERE is_open;
CREATE INDEX cases_subdistrict ON cases (subdistrict_code, red_from) WHERE is_open;
CREATE INDEX cases_open_geom ON cases USING gist (geom) WHERE is_open;
CREATE INDEX cases_open_geom_m ON cases USING gist (geom_m) WHERE is_open;
CREATE INDEX cases_turn ON cases (next_turn_at) WHERE next_turn_at IS NOT NULL;
CREATE INDEX cases_owes ON cases (owes_at) WHERE owes IS NOT NULL;
CREATE INDEX cases_category ON cases (category_key, reported_at);
CREATE INDEX cases_component ON cases (component_code, reported_at) WHERE component_code IS NOT NULL;
CREATE INDEX cases_reported ON cases (reported_at);
CREATE INDEX cases_filed ON cases (filed_at) WHERE filed_at IS NOT NULL;
CREATE INDEX cases_closed ON cases (closed_at) WHERE closed_at IS NOT NULL;

-- One responsible unit at a time: the database refuses a second open dispatch.
CREATE TABLE dispatch (
  case_id uuid NOT NULL,
  seq int NOT NULL,
  unit_code text NOT NULL,
  opened_at timestamptz NOT NULL,
  ended_at timestamptz,
  ended_by text,
  rule text,
  overrode text,
  PRIMARY KEY (case_id, seq)
);
CREATE UNIQUE INDEX dispatch_one_open ON dispatch (case_id) WHERE ended_at IS NULL;
CREATE INDEX dispatch_unit ON dispatch (unit_code, case_id);

-- Assisting units see the case, note and attach; they are not scored.
CREATE TABLE assisting (
  case_id uuid NOT NULL,
  unit_code text NOT NULL,
  PRIMARY KEY (case_id, unit_code)
);
CREATE INDEX assisting_unit ON assisting (unit_code);

-- Each turn of a light once per clock run and due instant, however often the timer fires.
CREATE TABLE light_turn (
  case_id uuid NOT NULL,
  clock text NOT NULL,
  run int NOT NULL,
  due_at timestamptz NOT NULL,
  light text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (case_id, clock, run, due_at, light)
);

-- Who reported, for the acceptance officer and the shift lead only; blanked after the retention time.
CREATE TABLE case_person (
  case_id uuid PRIMARY KEY,
  name text,
  phone text,
  email text,
  tracking_hash bytea UNIQUE,
  blanked_at timestamptz
);

-- Numbers come from a sequence of the day, never from a lock on the hot path.
CREATE SEQUENCE case_number;
GRANT USAGE ON SEQUENCE case_number TO city_app;

CREATE TABLE photo (
  -- SHA-256 of the original as the phone sent it: what receipts and events name.
  hash bytea PRIMARY KEY,
  file text NOT NULL UNIQUE,
  thumb text NOT NULL,
  width int NOT NULL,
  height int NOT NULL,
  bytes int NOT NULL,
  uploaded_by text NOT NULL,
  uploaded_at timestamptz NOT NULL DEFAULT now()
);
-- Evidence of the original: hash, size, what the camera wrote. A right of its own; never served.
CREATE TABLE photo_original (
  hash bytea PRIMARY KEY REFERENCES photo,
  mime text NOT NULL,
  bytes int NOT NULL,
  taken_at timestamptz,
  lon double precision,
  lat double precision,
  metadata jsonb NOT NULL DEFAULT '{}'
);
REVOKE UPDATE ON photo_original FROM city_app;

CREATE TABLE case_photo (
  case_id uuid NOT NULL,
  seq int NOT NULL,
  n int NOT NULL,
  hash bytea NOT NULL,
  role text NOT NULL,
  PRIMARY KEY (case_id, seq, n)
);
CREATE INDEX case_photo_hash ON case_photo (hash);
