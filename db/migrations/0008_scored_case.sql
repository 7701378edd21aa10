-- Up to which version of its log a case's assignments have been read; the sweep finds what was missed.
CREATE TABLE scored_case (
  case_id uuid PRIMARY KEY,
  version int NOT NULL
);
CREATE INDEX cases_filed_changed ON cases (changed_at) WHERE filed_at IS NOT NULL;
