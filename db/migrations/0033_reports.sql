-- Numbers of the assessment beside the score's own: review, appeals, recurrence, award list (spec 05).
ALTER TABLE policy DROP CONSTRAINT policy_kind_check;
ALTER TABLE policy ADD CONSTRAINT policy_kind_check
  CHECK (kind IN ('case', 'score', 'routing', 'retention', 'notice', 'assessment'));

-- Papers about a period: monthly briefing, minutes, quarterly notice, yearly assessment, award list. Each save is
-- a version; the published one carries its figures as they were and is the last.
CREATE TABLE report (
  period_id bigint NOT NULL REFERENCES period,
  kind text NOT NULL CHECK (kind IN ('briefing', 'minutes', 'notice', 'assessment', 'award')),
  version int NOT NULL CHECK (version > 0),
  texts jsonb NOT NULL,
  -- Null: a draft; its figures follow the period.
  figures jsonb,
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  PRIMARY KEY (period_id, kind, version)
);
CREATE UNIQUE INDEX report_published_once ON report (period_id, kind) WHERE figures IS NOT NULL;
REVOKE UPDATE ON report FROM city_app;
