-- Everybody who sent in the bytes of a photo may use it; knowing a hash is not enough.
CREATE TABLE photo_sender (
  hash bytea NOT NULL REFERENCES photo,
  user_id text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (hash, user_id)
);
INSERT INTO photo_sender (hash, user_id) SELECT hash, uploaded_by FROM photo;
REVOKE UPDATE ON photo_sender FROM city_app;

-- The oldest calendar that a running clock of the case stands on; null where none runs. What is older than
-- the calendar in force is owed a recomputation.
ALTER TABLE cases ADD COLUMN calendar_version int;
UPDATE cases SET calendar_version = least(
    (state -> 'clock' ->> 'calendarVersion')::int, (state -> 'whole' ->> 'calendarVersion')::int,
    (state #>> '{requests,return,light,calendarVersion}')::int, (state #>> '{requests,extension,light,calendarVersion}')::int,
    (state #>> '{requests,deferral,light,calendarVersion}')::int, (state #>> '{supervision,light,calendarVersion}')::int,
    (state #>> '{verification,light,calendarVersion}')::int)
  WHERE status NOT IN ('closed', 'voided');
CREATE INDEX cases_calendar ON cases (calendar_version) WHERE calendar_version IS NOT NULL;
