// What customers do, in the shares in which they do it: most look, few buy, some cards are refused, a
// few are slow or lost. RATE visits begin each second, whether the earlier ones are done or not.
import http from 'k6/http';
import { check, group, sleep } from 'k6';
import { Counter, Rate } from 'k6/metrics';

const ORDERS = __ENV.ORDERS_URL || 'http://localhost:3001';
const STOCK = __ENV.STOCK_URL || 'http://localhost:3003';
const RATE = Number(__ENV.RATE || 10);

/**
 * Cards by share, in hundredths. Declined cards and rate limits are no failures of the system. What takes
 * long by itself is 4 %, so that it leaves the 95th percentile alone.
 */
const CARDS = [
  ['tok_visa', 90],
  ['tok_declined', 4],
  ['tok_insufficient_funds', 2],
  ['tok_flaky', 2],
  ['tok_rate_limited', 1],
  ['tok_slow', 0.5],
  ['tok_lost', 0.5],
];

const outcomes = new Counter('orders_by_outcome');
const good = new Rate('orders_good');

export const options = {
  scenarios: {
    customers: {
      executor: 'constant-arrival-rate',
      rate: RATE,
      timeUnit: '1s',
      duration: __ENV.DURATION || '10m',
      preAllocatedVUs: RATE * 2,
      maxVUs: RATE * 10,
    },
  },
  // The objectives of the system.
  thresholds: {
    orders_good: ['rate>0.995'],
    'http_req_duration{name:place_order}': ['p(95)<500'],
    'http_req_duration{name:product_page}': ['p(95)<200'],
  },
};

/** One customer and the catalogue, for all visits. */
export function setup() {
  const email = `load-${Date.now()}@example.com`;
  const customer = http.post(`${ORDERS}/api/v1/customers`, JSON.stringify({ email, name: 'Load' }), json());
  const products = http.get(`${STOCK}/api/v1/products?limit=50`);
  check(customer, { 'a customer can register': ({ status }) => status === 201 });
  return {
    customerId: customer.json('id'),
    products: products.json('items').map(({ product_id }) => product_id),
  };
}

export default function visit({ customerId, products }) {
  group('browse', () => {
    for (let page = 0; page < 3; page += 1) {
      const answer = http.get(`${STOCK}/api/v1/products/${oneOf(products)}`, {
        tags: { name: 'product_page' },
      });
      check(answer, { 'the product page is there': ({ status }) => status === 200 });
      sleep(0.2);
    }
  });
  if (Math.random() < 0.3) group('buy', () => buy(customerId, products));
}

function buy(customerId, products) {
  const lines = [{ product_id: oneOf(products), quantity: 1 + Math.floor(Math.random() * 2) }];
  const body = JSON.stringify({ customer_id: customerId, lines, payment_token: card() });
  const answer = http.post(
    `${ORDERS}/api/v1/orders`,
    body,
    json({ 'Idempotency-Key': uuid() }, 'place_order'),
  );
  outcomes.add(1, { status: String(answer.status) });
  good.add(answer.status > 0 && answer.status < 500);
  if (answer.status === 201) {
    http.get(`${ORDERS}/api/v1/orders/${answer.json('id')}`, { tags: { name: 'read_order' } });
    if (Math.random() < 0.05)
      http.post(`${ORDERS}/api/v1/orders/${answer.json('id')}/cancel`, null, {
        tags: { name: 'cancel_order' },
      });
  }
}

function card() {
  let left = Math.random() * 100;
  for (const [token, share] of CARDS) {
    left -= share;
    if (left < 0) return token;
  }
  return CARDS[0][0];
}

function oneOf(list) {
  return list[Math.floor(Math.random() * list.length)];
}

function json(headers = {}, name = 'register') {
  return { headers: { 'Content-Type': 'application/json', ...headers }, tags: { name } };
}

function uuid() {
  return 'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replace(/x/g, () =>
    Math.floor(Math.random() * 16).toString(16),
  );
}
