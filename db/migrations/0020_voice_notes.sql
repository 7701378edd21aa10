-- What a collector says with a report, under the SHA-256 of the recording as the phone sent it, one row for
-- each who sent it in: a case plays the reporter's own, so that knowing a hash opens nothing.
CREATE TABLE voice_note (
  hash bytea NOT NULL,
  user_id text NOT NULL,
  file text NOT NULL UNIQUE,
  mime text NOT NULL,
  bytes int NOT NULL,
  uploaded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (hash, user_id)
);
REVOKE UPDATE ON voice_note FROM city_app;
