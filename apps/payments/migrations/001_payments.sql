CREATE TABLE payments (
  id uuid PRIMARY KEY,
  order_id text NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  currency text NOT NULL,
  state text NOT NULL CHECK (state IN ('pending', 'charged', 'declined', 'failed', 'unknown', 'refunded')),
  -- The processor's id of the charge.
  charge_id text CONSTRAINT payments_charge_is_known CHECK (charge_id IS NOT NULL OR state NOT IN ('charged', 'refunded')),
  refund_wanted boolean NOT NULL DEFAULT false,
  -- The key of the request that asked for it, and how often a request with that key has begun.
  idempotency_key text NOT NULL,
  fence integer NOT NULL DEFAULT 1,
  -- The traceparent of the request that began it.
  trace text,
  -- When the worker looks after it, if it is still open then.
  look_after timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

-- An order is paid once: it has one payment that was made or may have been made.
CREATE UNIQUE INDEX payments_one_per_order ON payments (order_id)
  WHERE state IN ('pending', 'unknown', 'charged', 'refunded');

CREATE INDEX payments_open ON payments (look_after)
  WHERE state IN ('pending', 'unknown') OR (refund_wanted AND state = 'charged');
