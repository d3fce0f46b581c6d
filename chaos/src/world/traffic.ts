import { randomUUID } from 'node:crypto';
import type { Answer, Traffic } from '@baluarte/chaos';
import { contractViolations, type ServiceName } from '@baluarte/testing';
import type { World } from './world.js';

interface Request {
  readonly service: ServiceName;
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface Body {
  readonly id?: string;
  readonly state?: string;
  readonly error_code?: string;
  readonly degraded?: readonly string[];
}

const NO_ANSWER: Answer = { status: 0, keepsContract: true };

/** Products whose stock the books are kept of; there are plenty of each. */
const PRODUCTS = ['P001', 'P002', 'P003'];

/** Customers who place orders of one piece each. */
export function placedOrders(
  world: World,
  perSecond: number,
  headers: Readonly<Record<string, string>> = {},
): Traffic {
  let count = 0;
  return {
    name: 'orders',
    perSecond,
    send: (signal) => {
      count += 1;
      const card = world.cards[count % world.cards.length];
      const body = {
        customer_id: world.customerId,
        lines: [{ product_id: PRODUCTS[count % PRODUCTS.length], quantity: 1 }],
        payment_token: card,
      };
      const withKey = { 'idempotency-key': randomUUID(), ...headers };
      return ask(
        world,
        { service: 'orders', method: 'POST', path: '/orders', headers: withKey, body },
        signal,
      );
    },
  };
}

/** Visitors who look at a product. */
export function productPages(world: World, perSecond: number): Traffic {
  return {
    name: 'product pages',
    perSecond,
    send: (signal) => ask(world, { service: 'stock', path: '/products/P004' }, signal),
  };
}

/** Customers who look at their orders. */
export function listedOrders(world: World, perSecond: number): Traffic {
  return {
    name: 'lists of orders',
    perSecond,
    send: (signal) =>
      ask(world, { service: 'orders', path: `/orders?customer_id=${world.customerId}&limit=1` }, signal),
  };
}

async function ask(world: World, request: Request, signal: AbortSignal): Promise<Answer> {
  const { service, method = 'GET', path, headers = {}, body } = request;
  try {
    const response = await fetch(`${world.url(service)}/api/v1${path}`, {
      method,
      signal,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return answerOf(response, text, service);
  } catch {
    return NO_ANSWER;
  }
}

function answerOf({ status, headers }: Response, text: string, service: string): Answer {
  const { id, state, error_code: errorCode, degraded } = parsed(text);
  return {
    status,
    keepsContract: contractViolations({ status, headers, text }, service).length === 0,
    ...(errorCode !== undefined && { errorCode }),
    ...(id !== undefined && { id }),
    traceId: headers.get('x-trace-id') ?? 'none',
    notes: { ...(state !== undefined && { state }), degraded: (degraded?.length ?? 0) > 0 },
  };
}

function parsed(text: string): Body {
  try {
    return JSON.parse(text) as Body;
  } catch {
    return {};
  }
}
