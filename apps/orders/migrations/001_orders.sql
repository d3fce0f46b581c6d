CREATE TABLE customers (
  id uuid PRIMARY KEY,
  email text NOT NULL,
  name text NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE UNIQUE INDEX customers_email_unique ON customers (lower(email));

-- One row is one order with the whole of its saga: what it is, what is to be done next, and who does it.
CREATE TABLE orders (
  id uuid PRIMARY KEY,
  customer_id uuid NOT NULL REFERENCES customers (id),
  state text NOT NULL CHECK (state IN
    ('pending', 'stock_reserved', 'payment_unknown', 'paid', 'confirmed', 'rejected', 'cancelled')),
  next_step text CHECK (next_step IN
    ('reserve_stock', 'charge_payment', 'confirm_stock', 'refund_payment', 'release_stock')),
  ending text CHECK (ending IN ('rejected', 'cancelled')),
  lines jsonb NOT NULL,
  total_minor bigint CHECK (total_minor >= 0),
  currency text CHECK (currency ~ '^[A-Z]{3}$'),
  payment_id text,
  rejection jsonb,
  delivery_from timestamptz,
  delivery_to timestamptz,
  payment_token text,
  idempotency_key text,
  idempotency_holder uuid,
  trace text,
  -- Grows with every holder; a write that names an older one changes nothing.
  fence integer NOT NULL DEFAULT 1,
  attempts integer NOT NULL DEFAULT 0,
  -- Until then a holder drives the order, or waits to try again; after it, any worker may take it.
  recover_after timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,

  CONSTRAINT orders_final_or_due CHECK ((next_step IS NULL) = (recover_after IS NULL)),
  CONSTRAINT orders_final_states CHECK
    (next_step IS NOT NULL OR state IN ('confirmed', 'rejected', 'cancelled')),
  CONSTRAINT orders_confirmed_is_paid CHECK (state NOT IN ('paid', 'confirmed') OR payment_id IS NOT NULL),
  CONSTRAINT orders_token_is_erased CHECK
    (payment_token IS NULL OR coalesce(next_step IN ('reserve_stock', 'charge_payment'), false))
);

CREATE INDEX orders_by_customer ON orders (customer_id, id DESC);
CREATE INDEX orders_due ON orders (recover_after) WHERE next_step IS NOT NULL;

CREATE TABLE order_events (
  position bigint PRIMARY KEY,
  type text NOT NULL CHECK (type IN ('order.confirmed', 'order.cancelled', 'order.rejected')),
  order_id uuid NOT NULL REFERENCES orders (id),
  occurred_at timestamptz NOT NULL,
  lines jsonb NOT NULL
);

-- The last position given out. Its row is locked from the moment a transaction takes the next position
-- until it commits, so positions become visible in order, and one that is rolled back is given out again.
CREATE TABLE order_event_head (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  position bigint NOT NULL
);

INSERT INTO order_event_head (position) VALUES (0);
