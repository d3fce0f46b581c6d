CREATE TABLE charges (
  id uuid PRIMARY KEY,
  idempotency_key text NOT NULL UNIQUE,
  order_id text NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  currency text NOT NULL,
  payment_token text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX charges_order ON charges (order_id, created_at, id);

CREATE TABLE refunds (
  id uuid PRIMARY KEY,
  charge_id uuid NOT NULL UNIQUE REFERENCES charges,
  idempotency_key text NOT NULL UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now()
);

-- Keys that will never be charged, and how often each key was tried.
CREATE TABLE attempts (
  idempotency_key text PRIMARY KEY,
  tries integer NOT NULL DEFAULT 0,
  cancelled boolean NOT NULL DEFAULT false
);
