import pg from 'pg';

/** Looks at the database of the service from outside, as an auditor would. */
export class Auditor {
  private constructor(readonly client: pg.Client) {}

  static async over(database: { readonly url: string }): Promise<Auditor> {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    return new Auditor(client);
  }

  async setAvailable(productId: string, pieces: number): Promise<void> {
    await this.client.query('UPDATE products SET available = $2 WHERE product_id = $1', [productId, pieces]);
  }

  async available(productId: string): Promise<number | undefined> {
    const { rows } = await this.client.query<{ available: number }>(
      'SELECT available FROM products WHERE product_id = $1',
      [productId],
    );
    return rows[0]?.available;
  }

  /** How many pieces are held or sold, over the orders whose id begins with a prefix. */
  async kept(productId: string, orderPrefix = ''): Promise<number> {
    const { rows } = await this.client.query<{ kept: number }>(
      `SELECT coalesce(sum((line->>'quantity')::int), 0)::int AS kept
       FROM reservations, jsonb_array_elements(lines) AS line
       WHERE state <> 'released' AND line->>'product_id' = $1 AND starts_with(order_id, $2)`,
      [productId, orderPrefix],
    );
    return rows[0]?.kept ?? Number.NaN;
  }

  async plan(sql: string, params: readonly unknown[]): Promise<string> {
    const { rows } = await this.client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${sql}`, [...params]);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  }

  leave(): Promise<void> {
    return this.client.end();
  }
}
