-- Who has a case open at a desk now; worth nothing after a crash.
CREATE UNLOGGED TABLE case_presence (
  case_id uuid NOT NULL,
  user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
  seen_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (case_id, user_id)
);
CREATE INDEX case_presence_user ON case_presence (user_id);
GRANT DELETE ON case_presence TO city_app;
