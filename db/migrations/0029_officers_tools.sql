-- Emergencies are few among many open cases, and every desk asks for them again and again.
CREATE INDEX cases_emergency ON cases (reported_at, id) WHERE is_open AND urgency = 'emergency';

-- The line that a unit answers its cases' questions on; shown on the case to the centre.
ALTER TABLE unit ADD COLUMN phone text;

-- Only what this tool made of a photo may be released (spec 06): which boxes, by whom.
CREATE TABLE photo_blur (
  blurred bytea PRIMARY KEY REFERENCES photo,
  photo bytea NOT NULL REFERENCES photo,
  boxes jsonb NOT NULL,
  made_by uuid NOT NULL REFERENCES app_user,
  made_at timestamptz NOT NULL
);
CREATE INDEX photo_blur_of ON photo_blur (photo);
REVOKE UPDATE ON photo_blur FROM city_app;

-- Cameras of the city: place, view (heading: degrees clockwise from north, null: all around), owner. Frames are
-- fetched from snapshot_url and from nowhere else; a frame's camera is closed, never deleted.
ALTER TABLE camera
  ADD COLUMN owner text NOT NULL DEFAULT '',
  ADD COLUMN closed_at timestamptz,
  ADD COLUMN changed_by uuid REFERENCES app_user,
  ADD COLUMN changed_at timestamptz,
  ADD CHECK (heading BETWEEN 0 AND 359);
REVOKE DELETE ON camera FROM city_app;

-- A frame as evidence: from which camera, the camera's own time, when and by whom it was fetched, what was drawn on it.
CREATE TABLE camera_frame (
  id uuid PRIMARY KEY,
  camera_code text NOT NULL REFERENCES camera,
  hash bytea NOT NULL REFERENCES photo,
  camera_at timestamptz,
  fetched_at timestamptz NOT NULL,
  fetched_by uuid NOT NULL REFERENCES app_user,
  box jsonb,
  marked bytea REFERENCES photo
);
CREATE INDEX camera_frame_hash ON camera_frame (hash);
CREATE INDEX camera_frame_marked ON camera_frame (marked) WHERE marked IS NOT NULL;
