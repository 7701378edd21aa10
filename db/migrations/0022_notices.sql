-- Whoever has to act is told (spec 07, Notices). What is owed stands here, apart from everything else.
CREATE TABLE notice_setting (
  user_id uuid PRIMARY KEY REFERENCES app_user ON DELETE CASCADE,
  email text,
  webhook_url text,
  -- Signs what goes to the webhook; shown to its owner once.
  webhook_secret text,
  -- Channels that a kind does not use: {"case-yellow": ["email"]}.
  off jsonb NOT NULL DEFAULT '{}',
  -- Minutes of the city's day; null: none.
  quiet_from int CHECK (quiet_from BETWEEN 0 AND 1439),
  quiet_to int CHECK (quiet_to BETWEEN 0 AND 1439),
  lang text NOT NULL DEFAULT 'zh'
);

CREATE TABLE push_subscription (
  endpoint text PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
  p256dh text NOT NULL,
  auth text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX push_subscription_user ON push_subscription (user_id);

-- The server's own keys for web push, made at its first start.
CREATE TABLE push_key (
  the_one boolean PRIMARY KEY DEFAULT true CHECK (the_one),
  public_key text NOT NULL,
  private_key text NOT NULL
);

-- Facts of which somebody has to be told; filled by the relay in the transaction that rings the other bells.
CREATE TABLE notice_owed (
  case_id uuid NOT NULL,
  seq int NOT NULL,
  PRIMARY KEY (case_id, seq)
);

-- user_id null: the reporter of the case, by the contact that case_person holds.
CREATE TABLE notice (
  id uuid PRIMARY KEY,
  user_id uuid REFERENCES app_user ON DELETE CASCADE,
  kind text NOT NULL,
  case_id uuid,
  seq int,
  day date,
  data jsonb NOT NULL DEFAULT '{}',
  at timestamptz NOT NULL,
  read_at timestamptz
);
CREATE UNIQUE INDEX notice_once ON notice (coalesce(user_id::text, 'reporter'), kind, case_id, seq) WHERE case_id IS NOT NULL;
CREATE UNIQUE INDEX notice_once_a_day ON notice (user_id, kind, day) WHERE day IS NOT NULL;
CREATE INDEX notice_of_user ON notice (user_id, at DESC);
CREATE INDEX notice_at ON notice (at);

CREATE TABLE notice_delivery (
  notice_id uuid NOT NULL REFERENCES notice ON DELETE CASCADE,
  channel text NOT NULL CHECK (channel IN ('push', 'email', 'webhook')),
  -- The subscription's endpoint; empty for the others.
  target text NOT NULL DEFAULT '',
  due_at timestamptz NOT NULL,
  tries int NOT NULL DEFAULT 0,
  sent_at timestamptz,
  given_up_at timestamptz,
  error text,
  PRIMARY KEY (notice_id, channel, target)
);
CREATE INDEX notice_delivery_due ON notice_delivery (due_at) WHERE sent_at IS NULL AND given_up_at IS NULL;

-- How each channel does, for health.
CREATE TABLE notice_channel (
  channel text PRIMARY KEY,
  ok_at timestamptz,
  failed_at timestamptz,
  failures int NOT NULL DEFAULT 0,
  error text
);
GRANT DELETE ON push_subscription, notice_owed, notice, notice_delivery TO city_app;
