-- Files of an administrator: received in parts, checked as a whole, taken by a second word; all of a file or nothing.
CREATE TABLE import_job (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES app_user,
  what text NOT NULL,
  file_name text NOT NULL,
  bytes bigint NOT NULL CHECK (bytes > 0),
  received bigint NOT NULL DEFAULT 0,
  wish jsonb NOT NULL,
  state text NOT NULL DEFAULT 'receiving' CHECK (state IN
    ('receiving', 'check-owed', 'checking', 'checked', 'refused', 'import-owed', 'importing', 'done', 'failed')),
  rows_read int NOT NULL DEFAULT 0,
  report jsonb,
  asked_at timestamptz NOT NULL,
  finished_at timestamptz,
  tries int NOT NULL DEFAULT 0,
  -- Of the process that reads it; one that is not heard of any more is followed by another.
  heard_at timestamptz
);
CREATE INDEX import_job_asked ON import_job (asked_at DESC);
GRANT DELETE ON import_job TO city_app;

-- Areas are edited too; their shapes come by import.
ALTER TABLE record_version DROP CONSTRAINT record_version_kind_check;
ALTER TABLE record_version ADD CONSTRAINT record_version_kind_check
  CHECK (kind IN ('routing-rule', 'category', 'condition', 'unit', 'person', 'area'));
