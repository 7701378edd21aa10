-- A settled period is frozen with what it was scored with.
ALTER TABLE period
  ADD COLUMN settled_at timestamptz,
  ADD COLUMN policy_version int,
  ADD COLUMN calendar_version int,
  ADD COLUMN log_position bigint;
