-- A collector on duty; the last position only, taken off at the end of the shift.
CREATE TABLE duty (
  user_id uuid PRIMARY KEY REFERENCES app_user ON DELETE CASCADE,
  since timestamptz NOT NULL,
  geom geometry(Point, 4326),
  accuracy_m real,
  seen_at timestamptz,
  cell_code text,
  beat_code text,
  subdistrict_code text
);
CREATE INDEX duty_beat ON duty (beat_code);
CREATE INDEX duty_subdistrict ON duty (subdistrict_code);
GRANT DELETE ON duty TO city_app;

CREATE TABLE period (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  chain text NOT NULL CHECK (chain IN ('month', 'quarter', 'year')),
  name text NOT NULL,
  from_at timestamptz NOT NULL,
  to_at timestamptz NOT NULL,
  formal boolean NOT NULL DEFAULT true,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'settled', 'in-review', 'published')),
  UNIQUE (chain, name),
  UNIQUE (chain, from_at)
);

-- One assignment of one case, as the pure rule read it from the log; replaced by the case's next event.
CREATE TABLE assignment_fact (
  case_id uuid NOT NULL,
  no int NOT NULL,
  unit_code text NOT NULL,
  original_due timestamptz NOT NULL,
  appears_at timestamptz NOT NULL,
  fact jsonb NOT NULL,
  PRIMARY KEY (case_id, no)
);
CREATE INDEX assignment_fact_unit_due ON assignment_fact (unit_code, original_due);
GRANT DELETE ON assignment_fact TO city_app;

CREATE TABLE unit_score (
  period_id bigint NOT NULL REFERENCES period,
  unit_code text NOT NULL REFERENCES unit,
  should_resolve int NOT NULL,
  resolved int NOT NULL,
  timely int NOT NULL,
  moved_out int NOT NULL,
  carried_in int NOT NULL,
  -- Two decimals, half up, as text; null for a unit with nothing to resolve.
  score text,
  result jsonb NOT NULL,
  computed_at timestamptz NOT NULL,
  PRIMARY KEY (period_id, unit_code)
);

CREATE TABLE score_item (
  period_id bigint NOT NULL REFERENCES period,
  unit_code text NOT NULL,
  case_id uuid NOT NULL,
  no int NOT NULL,
  resolved boolean,
  timely boolean,
  clauses text[] NOT NULL DEFAULT '{}',
  moved text,
  PRIMARY KEY (period_id, unit_code, case_id, no)
);
CREATE INDEX score_item_case ON score_item (case_id);
GRANT DELETE ON unit_score, score_item TO city_app;

-- Liveness is work: a canary of each queue writes here.
CREATE TABLE canary (
  queue text PRIMARY KEY,
  at timestamptz NOT NULL
);
