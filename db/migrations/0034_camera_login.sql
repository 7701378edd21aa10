-- Cameras that ask who fetches a frame: name and password, sent to the camera's own address and nowhere else.
ALTER TABLE camera
  ADD COLUMN snapshot_user text NOT NULL DEFAULT '',
  ADD COLUMN snapshot_password text,
  ADD CHECK (snapshot_user <> '' OR snapshot_password IS NULL);
