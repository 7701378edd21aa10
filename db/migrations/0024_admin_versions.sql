-- What an administrator edits is never changed in place: versions are added, by whom, when and why.
ALTER TABLE policy ADD COLUMN note text NOT NULL DEFAULT '';
ALTER TABLE calendar ADD COLUMN note text NOT NULL DEFAULT '';
ALTER TABLE standard
  ADD COLUMN note text NOT NULL DEFAULT '',
  ADD COLUMN created_at timestamptz NOT NULL DEFAULT now();
REVOKE UPDATE ON policy, calendar, standard FROM city_app;

-- A withdrawn rule is not asked any more; it stays, because explanations name it.
ALTER TABLE routing_rule ADD COLUMN withdrawn_at timestamptz;

-- Versions of what stands in a row of its own table: routing rules, categories, units, people.
CREATE TABLE record_version (
  kind text NOT NULL CHECK (kind IN ('routing-rule', 'category', 'condition', 'unit', 'person')),
  key text NOT NULL,
  version int NOT NULL,
  data jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by text NOT NULL,
  note text NOT NULL DEFAULT '',
  PRIMARY KEY (kind, key, version)
);
REVOKE UPDATE ON record_version FROM city_app;
