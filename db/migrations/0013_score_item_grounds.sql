-- Why an item was judged so: what the quotas decided on it, frozen with it.
ALTER TABLE score_item
  ADD COLUMN pending boolean NOT NULL DEFAULT false,
  ADD COLUMN carried boolean NOT NULL DEFAULT false,
  ADD COLUMN recognition jsonb;
