CREATE TABLE products (
  product_id text PRIMARY KEY,
  name text NOT NULL,
  description text NOT NULL,
  price_minor bigint NOT NULL CHECK (price_minor > 0),
  currency text NOT NULL,
  available integer NOT NULL CHECK (available >= 0)
);

CREATE TABLE reservations (
  order_id text PRIMARY KEY,
  state text NOT NULL CHECK (state IN ('held', 'confirmed', 'released')),
  lines jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
