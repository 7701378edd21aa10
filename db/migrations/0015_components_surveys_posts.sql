-- What a case filed under the condition says of its component; null: damaged.
ALTER TABLE filing_condition ADD COLUMN component_status text CHECK (component_status IN ('damaged', 'missing'));
UPDATE filing_condition SET component_status = 'missing' WHERE zh ~ '缺失|丢失|遗失|被盗';

-- Each change of a component's status with what brought it about: a case or an accepted proposal.
CREATE TABLE component_status_log (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  component_code text NOT NULL,
  at timestamptz NOT NULL,
  from_status text NOT NULL,
  to_status text NOT NULL,
  case_id uuid,
  proposal_id uuid,
  by_id text NOT NULL,
  CHECK ((case_id IS NULL) <> (proposal_id IS NULL))
);
CREATE INDEX component_status_log_component ON component_status_log (component_code, id);
REVOKE UPDATE ON component_status_log FROM city_app;

-- What collectors found otherwise than the register has it; an officer accepts or refuses.
CREATE TABLE component_proposal (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('status', 'moved', 'new')),
  component_code text,
  category_key text NOT NULL REFERENCES category,
  status text,
  geom geometry(Point, 4326),
  cell_code text,
  photos text[] NOT NULL,
  text text,
  survey_id uuid,
  proposed_by uuid NOT NULL,
  proposed_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'refused')),
  decided_by uuid,
  decided_at timestamptz,
  reason text
);
CREATE UNIQUE INDEX component_proposal_one_open ON component_proposal (component_code, kind) WHERE state = 'open' AND component_code IS NOT NULL;
CREATE INDEX component_proposal_open ON component_proposal (proposed_at) WHERE state = 'open';
CREATE INDEX component_proposal_survey ON component_proposal (survey_id) WHERE survey_id IS NOT NULL;
CREATE INDEX component_proposal_photo ON component_proposal USING gin (photos);
CREATE SEQUENCE component_number;
GRANT USAGE ON SEQUENCE component_number TO city_app;

-- A survey of a category in an area: a task a cell, for whoever walks the beat.
CREATE TABLE survey (
  id uuid PRIMARY KEY,
  title text NOT NULL,
  category_key text NOT NULL REFERENCES category,
  area_code text NOT NULL,
  due_at timestamptz NOT NULL,
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE TABLE survey_task (
  survey_id uuid NOT NULL REFERENCES survey,
  cell_code text NOT NULL,
  beat_code text,
  done_by uuid,
  done_at timestamptz,
  PRIMARY KEY (survey_id, cell_code)
);
CREATE INDEX survey_task_beat ON survey_task (beat_code) WHERE done_at IS NULL;
-- Components that were found as the register has them.
CREATE TABLE survey_seen (
  survey_id uuid NOT NULL REFERENCES survey,
  component_code text NOT NULL,
  by_id uuid NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (survey_id, component_code)
);

-- A post has a first and a second holder; lights and scores belong to the post's unit, not to the person.
CREATE TABLE post (
  code text PRIMARY KEY,
  zh text NOT NULL,
  en text NOT NULL,
  role text NOT NULL,
  unit_code text REFERENCES unit,
  first_holder uuid NOT NULL REFERENCES app_user,
  second_holder uuid REFERENCES app_user
);
CREATE TABLE absence (
  id uuid PRIMARY KEY,
  post_code text NOT NULL REFERENCES post,
  holder uuid NOT NULL REFERENCES app_user,
  from_at timestamptz NOT NULL,
  to_at timestamptz NOT NULL CHECK (to_at > from_at),
  planned boolean NOT NULL,
  note text,
  -- Named by the head where neither holder is there.
  third uuid REFERENCES app_user,
  announced_by uuid NOT NULL,
  announced_at timestamptz NOT NULL
);
CREATE INDEX absence_post ON absence (post_code, to_at);
-- A session in which a person acts in a post that is covered just now.
ALTER TABLE session ADD COLUMN covering text REFERENCES post;

-- Who is on duty in a post, and when.
CREATE TABLE duty_shift (
  id uuid PRIMARY KEY,
  post_code text NOT NULL REFERENCES post,
  user_id uuid NOT NULL REFERENCES app_user,
  from_at timestamptz NOT NULL,
  to_at timestamptz NOT NULL CHECK (to_at > from_at)
);
CREATE INDEX duty_shift_post ON duty_shift (post_code, from_at);
GRANT DELETE ON duty_shift TO city_app;
-- The end of a shift: what is open goes over, signed by both.
CREATE TABLE handover (
  id uuid PRIMARY KEY,
  post_code text NOT NULL REFERENCES post,
  given_by uuid NOT NULL REFERENCES app_user,
  given_at timestamptz NOT NULL,
  taken_by uuid REFERENCES app_user,
  taken_at timestamptz,
  note text NOT NULL,
  -- Open reds and unacknowledged emergencies as they stood when it was given.
  red uuid[] NOT NULL,
  emergencies uuid[] NOT NULL
);
CREATE UNIQUE INDEX handover_one_open ON handover (post_code) WHERE taken_at IS NULL;
