-- Somebody is back before the day, or does not go: the absence counts until then only, and stays written.
ALTER TABLE absence ADD COLUMN ended_at timestamptz;
