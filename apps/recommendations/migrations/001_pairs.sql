-- How often two products were bought in one order; each pair stands in both directions.
CREATE TABLE pairs (
  product_id text NOT NULL,
  other_id text NOT NULL,
  bought_together integer NOT NULL,
  PRIMARY KEY (product_id, other_id)
);
CREATE INDEX pairs_best ON pairs (product_id, bought_together DESC, other_id);

-- How far the feed of orders was read; its one row is locked while a page is taken in.
CREATE TABLE feed_cursor (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  cursor text,
  position bigint NOT NULL DEFAULT 0
);
INSERT INTO feed_cursor DEFAULT VALUES;
