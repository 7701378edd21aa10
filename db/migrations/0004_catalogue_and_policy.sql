CREATE TABLE category (
  key text PRIMARY KEY,
  scheme text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('component', 'incident')),
  code text NOT NULL,
  major_code text NOT NULL,
  major_zh text NOT NULL,
  major_en text NOT NULL,
  zh text NOT NULL,
  en text NOT NULL,
  short_zh text NOT NULL,
  short_en text NOT NULL,
  pinyin text NOT NULL DEFAULT '',
  territorial boolean NOT NULL DEFAULT false,
  open_to_residents boolean NOT NULL DEFAULT false,
  active boolean NOT NULL DEFAULT true,
  UNIQUE (scheme, kind, code)
);

CREATE TABLE filing_condition (
  key text PRIMARY KEY,
  category_key text NOT NULL REFERENCES category,
  n int NOT NULL,
  zh text NOT NULL,
  en text NOT NULL,
  active boolean NOT NULL DEFAULT true,
  UNIQUE (category_key, n)
);

-- A standard is never changed: a new version is added, and filed cases keep theirs.
CREATE TABLE standard (
  condition_key text NOT NULL REFERENCES filing_condition,
  version int NOT NULL,
  urgency text NOT NULL CHECK (urgency IN ('general', 'emergency', 'special')),
  limit_value numeric NOT NULL CHECK (limit_value > 0),
  limit_unit text NOT NULL CHECK (limit_unit IN ('urgentHour', 'urgentDay', 'workingHour', 'workingDay')),
  photo_required boolean NOT NULL DEFAULT true,
  closing_zh text NOT NULL,
  closing_en text NOT NULL,
  -- Null: the whole city; else this area's own, tighter limit.
  area_code text,
  valid_from timestamptz NOT NULL DEFAULT now(),
  created_by text NOT NULL DEFAULT 'seed',
  PRIMARY KEY (condition_key, version)
);

CREATE TABLE calendar (
  version int PRIMARY KEY,
  name text NOT NULL,
  data jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by text NOT NULL DEFAULT 'seed'
);

-- Policies are versioned rows; the highest version of a kind is in force from its instant on.
CREATE TABLE policy (
  kind text NOT NULL CHECK (kind IN ('case', 'score', 'routing', 'retention', 'notice')),
  version int NOT NULL,
  data jsonb NOT NULL,
  valid_from timestamptz NOT NULL DEFAULT now(),
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by text NOT NULL DEFAULT 'seed',
  PRIMARY KEY (kind, version)
);

CREATE TABLE routing_rule (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('component', 'incident')),
  level text NOT NULL CHECK (level IN ('minor', 'major', 'class')),
  scheme text,
  code text,
  area_code text,
  unit_code text NOT NULL REFERENCES unit,
  rule_order int NOT NULL DEFAULT 0,
  valid_from date,
  valid_to date,
  version int NOT NULL DEFAULT 1,
  source text NOT NULL DEFAULT '',
  created_by text NOT NULL DEFAULT 'seed',
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX routing_rule_match ON routing_rule (kind, code);

-- City-wide facts: names, district code, centre, whether this is a demo.
CREATE TABLE city (
  the_one boolean PRIMARY KEY DEFAULT true CHECK (the_one),
  zh text NOT NULL,
  en text NOT NULL,
  adcode text NOT NULL,
  timezone text NOT NULL,
  lon double precision NOT NULL,
  lat double precision NOT NULL,
  scheme text NOT NULL,
  demo boolean NOT NULL DEFAULT false,
  attributes jsonb NOT NULL DEFAULT '{}'
);
