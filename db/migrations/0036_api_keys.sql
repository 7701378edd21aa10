-- Keys of other systems: only a hash is kept; what a key may do stands in its scopes, and it can be revoked.
CREATE TABLE api_key (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  scopes text[] NOT NULL CHECK (cardinality(scopes) > 0),
  key_hash bytea NOT NULL UNIQUE,
  created_at timestamptz NOT NULL,
  created_by uuid NOT NULL REFERENCES app_user,
  seen_at timestamptz,
  revoked_at timestamptz,
  revoked_by uuid REFERENCES app_user
);
