CREATE TABLE charges (
  id uuid PRIMARY KEY,
  idempotency_key text NOT NULL UNIQUE,
  order_id text NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  currency text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX charges_order ON charges (order_id, created_at, id);

CREATE TABLE refunds (
  id uuid PRIMARY KEY,
  charge_id uuid NOT NULL CONSTRAINT refunds_once UNIQUE REFERENCES charges,
  idempotency_key text NOT NULL CONSTRAINT refunds_key UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now()
);

-- What is known of a key besides its charge: the request that it came with, how often it was tried, and
-- whether the merchant said that it must never be charged. A key may be cancelled before it is ever tried.
CREATE TABLE attempts (
  idempotency_key text PRIMARY KEY,
  fingerprint text,
  tries integer NOT NULL DEFAULT 0,
  cancelled boolean NOT NULL DEFAULT false
);
