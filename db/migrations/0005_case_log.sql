-- See docs/adr/0001: the log is partitioned by the case's own time-ordered key (UUID version 7),
-- so that (case_id, seq) stays the primary key and all events of a case lie in one partition.
CREATE SEQUENCE event_position;
GRANT USAGE, SELECT ON SEQUENCE event_position TO city_app;

CREATE TABLE case_event (
  case_id uuid NOT NULL,
  seq int NOT NULL CHECK (seq > 0),
  -- Order of writing over all cases; not the order of committing (see server/live/tail.ts).
  position bigint NOT NULL DEFAULT nextval('event_position'),
  type text NOT NULL,
  at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  actor_id text NOT NULL,
  actor_role text NOT NULL,
  payload jsonb NOT NULL,
  text_digest bytea,
  prev_hash bytea NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (case_id, seq)
) PARTITION BY RANGE (case_id);
CREATE INDEX case_event_position ON case_event (position);

-- The first UUID version 7 of an instant: 48 bits of milliseconds, then zeros.
CREATE FUNCTION uuid7_floor(instant timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT (lpad(to_hex((extract(epoch FROM instant) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid
$$;

CREATE FUNCTION ensure_event_partition(year int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE name text := format('case_event_%s', year);
BEGIN
  IF to_regclass(name) IS NULL THEN
    EXECUTE format('CREATE TABLE %I PARTITION OF case_event FOR VALUES FROM (%L) TO (%L)', name,
      uuid7_floor(make_timestamptz(year, 1, 1, 0, 0, 0, 'UTC')),
      uuid7_floor(make_timestamptz(year + 1, 1, 1, 0, 0, 0, 'UTC')));
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %I FROM city_app', name);
  END IF;
END $$;
SELECT ensure_event_partition(year) FROM generate_series(2025, 2037) AS year;
CREATE TABLE case_event_elsewhen PARTITION OF case_event DEFAULT;
REVOKE UPDATE, DELETE, TRUNCATE ON case_event, case_event_elsewhen FROM city_app;

-- Free text and everything personal of an event; the log holds only the salted digest.
CREATE TABLE case_text (
  case_id uuid NOT NULL,
  seq int NOT NULL,
  text text,
  salt bytea,
  blanked_at timestamptz,
  PRIMARY KEY (case_id, seq)
);

-- Events whose consequences are still owed. Taken by state, deleted when the bells have rung.
CREATE TABLE outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  case_id uuid NOT NULL,
  seq int NOT NULL,
  written_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
GRANT DELETE ON outbox TO city_app;

CREATE TABLE idempotency (
  actor text NOT NULL,
  key text NOT NULL,
  body_hash bytea NOT NULL,
  answer jsonb,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (actor, key)
);
CREATE INDEX idempotency_at ON idempotency (at);
GRANT DELETE ON idempotency TO city_app;

-- Hourly Merkle roots, each chained to the one before; also written outside the database.
CREATE TABLE seal (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL,
  positions int8multirange NOT NULL,
  events int NOT NULL,
  root bytea NOT NULL,
  prev_root bytea NOT NULL
);
REVOKE UPDATE ON seal FROM city_app;
