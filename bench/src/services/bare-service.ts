import 'reflect-metadata';
import { Agent } from 'node:http';
import { Body, Controller, Get, Module, Param, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import axios from 'axios';
import pg from 'pg';
import { v7 } from 'uuid';

/** Where a bare handler finds what it needs; given as JSON in the first argument. */
interface Peers {
  readonly port: number;
  readonly stockDatabase: string;
  readonly ordersDatabase: string;
  readonly stock: string;
  readonly payments: string;
  readonly recommendations: string;
}

const peers = JSON.parse(process.argv[2] ?? '{}') as Peers;
const stock = new pg.Pool({ connectionString: peers.stockDatabase, max: 10 });
const orders = new pg.Pool({ connectionString: peers.ordersDatabase, max: 10 });
const http = axios.create({ httpAgent: new Agent({ keepAlive: true }), maxRedirects: 0 });

interface OrderBody {
  readonly customer_id: string;
  readonly lines: readonly unknown[];
  readonly payment_token: string;
}

/** What one writes when nothing ever goes wrong: the same SQL and the same calls, and nothing else. */
@Controller('api/v1')
class BareController {
  @Get('products/:id')
  async product(@Param('id') id: string) {
    const { data } = await http.get<{ recommendations: { product_id: string }[] }>(
      `${peers.recommendations}/api/v1/recommendations/${id}`,
    );
    const { rows } = await stock.query<object>('SELECT * FROM products WHERE product_id = $1', [id]);
    const ids = data.recommendations.map(({ product_id }) => product_id);
    const others =
      ids.length > 0
        ? (await stock.query<object>('SELECT * FROM products WHERE product_id = ANY($1)', [ids])).rows
        : [];
    return { ...rows[0], recommendations: others };
  }

  @Post('orders')
  async order(@Body() body: OrderBody) {
    const id = v7();
    await orders.query('INSERT INTO bare_orders (id, customer_id, state, lines) VALUES ($1, $2, $3, $4)', [
      id,
      body.customer_id,
      'pending',
      JSON.stringify(body.lines),
    ]);
    const held = await http.put<{ amount_minor: number; currency: string }>(
      `${peers.stock}/api/v1/reservations/${id}`,
      { lines: body.lines },
    );
    const { amount_minor, currency } = held.data;
    await http.post(
      `${peers.payments}/api/v1/payments`,
      { order_id: id, amount_minor, currency, payment_token: body.payment_token },
      { headers: { 'Idempotency-Key': id } },
    );
    await http.post(`${peers.stock}/api/v1/reservations/${id}/confirm`);
    await orders.query('UPDATE bare_orders SET state = $2 WHERE id = $1', [id, 'confirmed']);
    return { id, state: 'confirmed', amount_minor, currency };
  }
}

@Module({ controllers: [BareController] })
class BareModule {}

await orders.query(
  'CREATE TABLE IF NOT EXISTS bare_orders (id uuid PRIMARY KEY, customer_id uuid, state text, lines jsonb)',
);
const app = await NestFactory.create<NestFastifyApplication>(BareModule, new FastifyAdapter(), {
  logger: false,
});
await app.listen(peers.port, '127.0.0.1');
process.stdout.write('ready\n');
