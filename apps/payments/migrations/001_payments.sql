CREATE TABLE payments (
  id uuid PRIMARY KEY,
  order_id text NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  currency text NOT NULL,
  state text NOT NULL CHECK (state IN ('pending', 'charged', 'declined', 'failed', 'unknown', 'refunded')),
  charge_id text,
  idempotency_key text NOT NULL,
  refund_wanted boolean NOT NULL DEFAULT false,
  look_after timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

-- An order is paid once: it has one payment that was made or may have been made.
CREATE UNIQUE INDEX payments_one_per_order ON payments (order_id)
  WHERE state IN ('pending', 'unknown', 'charged', 'refunded');

CREATE INDEX payments_open ON payments (look_after)
  WHERE state IN ('pending', 'unknown') OR (refund_wanted AND state = 'charged');
