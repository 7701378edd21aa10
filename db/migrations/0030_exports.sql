-- Lists as files: made apart from the request, so that a page can be left and the file found again.
CREATE TABLE export_job (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
  -- As whom it was asked for: role, unit and areas decide what is in it.
  actor jsonb NOT NULL,
  format text NOT NULL CHECK (format IN ('xlsx', 'csv')),
  lang text NOT NULL CHECK (lang IN ('zh', 'en')),
  filter jsonb NOT NULL,
  asked_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'failed')),
  rows_all int,
  rows_done int NOT NULL DEFAULT 0,
  tries int NOT NULL DEFAULT 0,
  -- Of the process that makes it; one that is not heard of any more is followed by another.
  heard_at timestamptz,
  bytes bigint,
  finished_at timestamptz
);
CREATE INDEX export_job_of ON export_job (user_id, asked_at DESC);
CREATE INDEX export_job_owed ON export_job (asked_at) WHERE state IN ('waiting', 'running');
GRANT DELETE ON export_job TO city_app;
