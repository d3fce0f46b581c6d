import {
  BadRequestException,
  ForbiddenException,
  GoneException,
  HttpException,
  InternalServerErrorException,
  NotFoundException,
  ServiceUnavailableException,
} from '@nestjs/common';
import {
  BusinessRuleViolationError,
  DatabaseUnavailableError,
  DEPENDENCIES,
  ExternalServiceUnavailableError,
  ProtocolError,
} from '../../src/index.js';

/** Words that must never be seen from outside. */
export const INSIDE = /10\.0\.0\.7|ECONN|SELECT|secret|node_modules|\.ts:|from inside/;

export class InsufficientStockError extends BusinessRuleViolationError {
  readonly code = 'INSUFFICIENT_STOCK';
}

const fail = (): never => {
  throw new Error('from inside');
};

const hostile: Record<string, unknown> = { bigint: 10n, call: fail, huge: 'x'.repeat(1e6) };
hostile['circular'] = hostile;
Object.defineProperty(hostile, 'thrower', { enumerable: true, get: fail });

const tooMany = { code: 'RATE_LIMITED', kind: 'rate_limited' } as const;

/** Everything that a handler may throw, wise or not, by name. */
export const THROWN: Readonly<Record<string, () => unknown>> = {
  stock: () =>
    new InsufficientStockError('Not enough stock of product P001: requested 10, available 5.', {
      context: { product_id: 'P001', requested: 10, available: 5 },
    }),
  hostile: () => new InsufficientStockError('hostile', { context: hostile }),
  limited: () => new ProtocolError(tooMany, 'Slow down.', { retryAfterSeconds: 2.1 }),
  'wrong-headers': () =>
    new ProtocolError(tooMany, 'Slow down.', {
      retryAfterSeconds: Number.NaN,
      headers: { 'x-broken': 'a\r\nset-cookie: b', 'no name': 'c', 'x-fine': 'd' },
    }),
  database: () =>
    new DatabaseUnavailableError('connect ECONNREFUSED 10.0.0.7:5432', { context: { host: '10.0.0.7' } }),
  dependency: () =>
    new ExternalServiceUnavailableError(DEPENDENCIES.payments, 'connect ECONNREFUSED 10.0.0.7', {
      executed: 'no',
      retryAfterSeconds: 7,
      context: { cause: { service: 'payments', error_code: 'SHUTTING_DOWN' }, url: 'http://10.0.0.7' },
    }),
  bug: () => new TypeError("Cannot read properties of undefined (reading 'secret')"),
  forbidden: () => new ForbiddenException('ask root@10.0.0.7'),
  missing: () => new NotFoundException('Cannot GET it from 10.0.0.7'),
  gone: () => new GoneException('secret'),
  teapot: () => new HttpException('secret', 418),
  redirect: () => new HttpException('secret', 302),
  'internal-exception': () => new InternalServerErrorException('SELECT * FROM cards'),
  unavailable: () => new ServiceUnavailableException({ database: '10.0.0.7' }),
  listed: () => new BadRequestException(['name must be a string', 'lines.0.quantity: Too small', 'Odd']),
  'client-library': () => Object.assign(new Error('404 from 10.0.0.7'), { status: 404, name: 'AxiosError' }),
  reset: () => Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
  syntax: () => new SyntaxError('Unexpected token s in JSON: secret'),
  text: () => 'just secret text',
  nothing: () => undefined,
  frozen: () => Object.freeze({ statusCode: 404, message: 'secret' }),
  getters: () =>
    Object.defineProperties(new Error(), {
      message: { get: fail },
      code: { get: fail },
      name: { get: fail },
    }),
  revoked: () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  },
};
