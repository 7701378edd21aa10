-- The yearly fund for substituted work: a budget is never changed, a version is added.
CREATE TABLE fund_budget (
  year int NOT NULL,
  version int NOT NULL,
  amount_cents bigint NOT NULL CHECK (amount_cents >= 0),
  note text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  PRIMARY KEY (year, version)
);
REVOKE UPDATE ON fund_budget FROM city_app;
CREATE INDEX case_event_cost ON case_event (at) WHERE type = 'costRecorded';

-- Cases that have ended and still hold personal texts: read by their end until the retention time is over.
CREATE INDEX cases_to_blank ON cases (changed_at)
  WHERE status IN ('closed', 'voided', 'rejected') AND (state ->> 'blanked') = 'false';

-- A released photo is the case's own: whoever may see the case may look at it.
INSERT INTO case_photo (case_id, seq, n, hash, role)
SELECT case_id, seq, 0, decode(payload ->> 'blurred', 'hex'), type FROM case_event
 WHERE type = 'photoReleased' AND payload ->> 'blurred' ~ '^[0-9a-f]{64}$' ON CONFLICT DO NOTHING;
