const CHARGES = `SELECT charges.*, refunds.id IS NOT NULL AS refunded
  FROM charges LEFT JOIN refunds ON refunds.charge_id = charges.id`;

export const CHARGE_BY_KEY = `${CHARGES} WHERE charges.idempotency_key = $1`;
export const CHARGE_BY_ID = `${CHARGES} WHERE charges.id = $1`;
export const CHARGES_OF_ORDER = `${CHARGES} WHERE charges.order_id = $1 ORDER BY charges.created_at, charges.id`;

export const COUNT_ATTEMPT = `
  INSERT INTO attempts (idempotency_key, fingerprint, tries) VALUES ($1, $2, 1)
  ON CONFLICT (idempotency_key) DO UPDATE SET
    tries = attempts.tries + 1, fingerprint = coalesce(attempts.fingerprint, excluded.fingerprint)
  RETURNING fingerprint, tries, cancelled`;

export const CANCEL_KEY = `
  INSERT INTO attempts (idempotency_key, cancelled) VALUES ($1, true)
  ON CONFLICT (idempotency_key) DO UPDATE SET cancelled = true`;

export const INSERT_CHARGE = `
  INSERT INTO charges (id, idempotency_key, order_id, amount_minor, currency)
  VALUES ($1, $2, $3, $4, $5) RETURNING *, false AS refunded`;

/** A charge is given back once; a second time changes nothing. */
export const INSERT_REFUND = `
  INSERT INTO refunds (id, charge_id, idempotency_key) VALUES ($1, $2, $3)
  ON CONFLICT DO NOTHING`;

export const REFUND_OF = 'SELECT FROM refunds WHERE charge_id = $1';
