CREATE TABLE unit (
  code text PRIMARY KEY,
  zh text NOT NULL,
  en text NOT NULL,
  short_zh text NOT NULL,
  short_en text NOT NULL,
  type text NOT NULL CHECK (type IN ('bureau', 'utility', 'subdistrict', 'office')),
  level text NOT NULL CHECK (level IN ('district', 'municipal', 'private')),
  command_duty boolean NOT NULL DEFAULT false,
  never_responsible boolean NOT NULL DEFAULT false,
  closed_at timestamptz
);

CREATE TABLE app_user (
  id uuid PRIMARY KEY,
  login text NOT NULL UNIQUE,
  name text NOT NULL,
  role text NOT NULL,
  unit_code text REFERENCES unit,
  -- Codes of the areas (cells, subdistricts) and beats that are the person's own.
  areas text[] NOT NULL DEFAULT '{}',
  beat_code text,
  -- A trusted collector's complete report is filed by the machine, if the city lets it.
  trusted boolean NOT NULL DEFAULT false,
  password_hash text NOT NULL,
  lang text NOT NULL DEFAULT 'zh',
  demo boolean NOT NULL DEFAULT false,
  disabled_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX app_user_unit ON app_user (unit_code) WHERE disabled_at IS NULL;

CREATE TABLE session (
  -- SHA-256 of the cookie: a reader of this table cannot log in with it.
  token_hash bytea PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
  csrf text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  seen_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);
CREATE INDEX session_of_user ON session (user_id);
CREATE INDEX session_expiry ON session (expires_at);
GRANT DELETE ON session TO city_app;

-- A wall screen's read-only cookie; the key itself is exchanged once and then gone.
CREATE TABLE wall_key (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  key_hash bytea NOT NULL UNIQUE,
  cookie_hash bytea UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now(),
  exchanged_at timestamptz,
  seen_at timestamptz,
  revoked_at timestamptz
);

CREATE TABLE audit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  actor text NOT NULL,
  what text NOT NULL,
  target text,
  source text,
  result text NOT NULL
);
CREATE INDEX audit_at ON audit (at);
REVOKE UPDATE ON audit FROM city_app;
