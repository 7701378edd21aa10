-- A period's way after its settlement (spec 05, Periods), and the units of command duty that it was scored with.
ALTER TABLE period
  ADD COLUMN command_duty text[],
  ADD COLUMN review_until timestamptz,
  ADD COLUMN published_at timestamptz,
  ADD COLUMN appeals_until timestamptz,
  ADD COLUMN revision int NOT NULL DEFAULT 0;

-- Each frozen result of a period for ever: the settlement is revision 1, every granted appeal makes another.
CREATE TABLE period_revision (
  period_id bigint NOT NULL REFERENCES period,
  revision int NOT NULL CHECK (revision > 0),
  at timestamptz NOT NULL,
  actor text NOT NULL,
  why text NOT NULL CHECK (why IN ('settled', 'appeal')),
  appeal_id uuid,
  PRIMARY KEY (period_id, revision)
);
REVOKE UPDATE ON period_revision FROM city_app;

-- The frozen bytes unit by unit (core/rules/scoring/frozen.ts); a later revision holds only the units it changed.
CREATE TABLE unit_revision (
  period_id bigint NOT NULL,
  revision int NOT NULL,
  unit_code text NOT NULL REFERENCES unit,
  should_resolve int NOT NULL,
  resolved int NOT NULL,
  timely int NOT NULL,
  score text,
  output text NOT NULL,
  digest bytea NOT NULL,
  PRIMARY KEY (period_id, unit_code, revision),
  FOREIGN KEY (period_id, revision) REFERENCES period_revision
);
REVOKE UPDATE ON unit_revision FROM city_app;

-- A unit's appeal against one item of a period, once; the decision names what it does to the item.
CREATE TABLE appeal (
  id uuid PRIMARY KEY,
  period_id bigint NOT NULL REFERENCES period,
  unit_code text NOT NULL REFERENCES unit,
  case_id uuid NOT NULL,
  no int NOT NULL,
  state text NOT NULL DEFAULT 'filed' CHECK (state IN ('filed', 'granted', 'refused')),
  text text NOT NULL,
  filed_by text NOT NULL,
  filed_at timestamptz NOT NULL,
  effect text CHECK (effect IN ('struck', 'excluded')),
  clauses text[] NOT NULL DEFAULT '{}',
  reason text,
  decided_by text,
  decided_at timestamptz,
  -- The revision that it made.
  revision int,
  UNIQUE (period_id, case_id, no)
);
CREATE INDEX appeal_of_unit ON appeal (unit_code, period_id);

-- Taken out by a granted appeal: counts for nobody, and belongs to no later period either.
ALTER TABLE score_item ADD COLUMN excluded boolean NOT NULL DEFAULT false;

-- What a case's assignments were reckoned with; others are read anew when the calendar or command duty changes.
ALTER TABLE scored_case ADD COLUMN basis text NOT NULL DEFAULT '';

-- The same of a unit's result, with the policy: open periods are scored anew when either changes.
ALTER TABLE unit_score ADD COLUMN basis text NOT NULL DEFAULT '';
