import { Body, Controller, Headers, Post, Res, type DynamicModule } from '@nestjs/common';
import { BusinessError, ExternalServiceUnavailableError, DEPENDENCIES } from '@baluarte/errors';
import { ErrorsModule } from '@baluarte/errors/nest';
import { Database } from '@baluarte/persistence';
import { PersistenceModule } from '@baluarte/persistence/nest';
import {
  createTestDatabase,
  eventually,
  PLATFORMS,
  startApp,
  type StartedApp,
  type TestDatabase,
} from '@baluarte/testing';
import {
  fingerprint,
  IdempotencyStore,
  idempotencyMigrations,
  refusalToStore,
  RequestInProgressError,
} from '../src/index.js';
import { answerAgain, IdempotencyCleanup, IdempotencyKey, type Reply } from '../src/nest/index.js';
import { expire, letLeaseRunOut } from './time.js';

interface Charge {
  readonly amount: number;
  readonly token?: string;
}

class CardDeclinedError extends BusinessError {
  readonly code = 'CARD_DECLINED';
  readonly kind = 'business_rule';
}

@Controller('charges')
class ChargesController {
  constructor(
    private readonly database: Database,
    private readonly keys: IdempotencyStore,
  ) {}

  @Post()
  async charge(
    @IdempotencyKey() key: string,
    @Body() body: Charge,
    @Res({ passthrough: true }) reply: Reply,
    @Headers('x-hold-ms') holdMs = '0',
  ): Promise<Charge> {
    const request = { key, fingerprint: fingerprint('POST', '/charges', body) };
    const claim = await this.database.transaction((transaction) => this.keys.claim(transaction, request));
    if (claim.type === 'replay') return answerAgain(reply, claim.answer);
    if (claim.type === 'in_progress') throw new RequestInProgressError(claim.retryAfterSeconds);
    await this.database.query('SELECT pg_sleep($1)', [Number(holdMs) / 1_000]);
    if (body.token === 'tok_down') {
      await this.keys.release(this.database, key, claim.holder);
      throw new ExternalServiceUnavailableError(DEPENDENCIES.psp, 'down', { executed: 'no' });
    }
    if (body.token === 'tok_declined') {
      const declined = new CardDeclinedError('The card was declined.', { context: { amount: body.amount } });
      await this.keys.complete(this.database, key, refusalToStore(declined), claim.holder);
      throw declined;
    }
    await this.database.transaction(async (transaction) => {
      await transaction.query('INSERT INTO charges (amount) VALUES ($1)', [body.amount]);
      await this.keys.complete(transaction, key, { status: 201, body }, claim.holder);
    });
    return body;
  }
}

function chargesModule(databaseUrl: string, failures: unknown[]): DynamicModule {
  class ChargesModule {}
  return {
    module: ChargesModule,
    imports: [
      ErrorsModule.forRoot({ serviceName: 'charges', onError: () => undefined }),
      PersistenceModule.forRoot({
        url: databaseUrl,
        applicationName: 'charges',
        acquireTimeoutMs: 20_000,
        statementTimeoutMs: 20_000,
        migrations: [idempotencyMigrations],
      }),
    ],
    controllers: [ChargesController],
    providers: [
      { provide: IdempotencyStore, useFactory: () => new IdempotencyStore({ scope: 'charges' }) },
      {
        provide: IdempotencyCleanup,
        inject: [IdempotencyStore, Database],
        useFactory: (store: IdempotencyStore, database: Database) =>
          new IdempotencyCleanup(store, database, {
            intervalMs: 50,
            onError: (error) => failures.push(error),
          }),
      },
    ],
  };
}

describe.each(PLATFORMS)('an operation with an Idempotency-Key, on %s', (platform) => {
  const cleanupFailures: unknown[] = [];
  let place: TestDatabase;
  let service: StartedApp;
  let database: Database;

  beforeAll(async () => {
    place = await createTestDatabase();
    service = await startApp(chargesModule(place.url, cleanupFailures), { platform });
    database = service.app.get(Database);
    await database.query('CREATE TABLE charges (amount integer)');
  });

  beforeEach(() => database.query('TRUNCATE charges, idempotency_keys'));

  afterAll(async () => {
    await service.close();
    await place.drop();
  });

  async function post(key: string | undefined, body: Charge, headers: Record<string, string> = {}) {
    const response = await fetch(`${service.url}/charges`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(key !== undefined && { 'idempotency-key': key }),
        ...headers,
      },
      body: JSON.stringify(body),
    });
    return {
      status: response.status,
      isReplay: response.headers.get('idempotency-replayed') === 'true',
      retryAfter: response.headers.get('retry-after'),
      body: (await response.json()) as Record<string, unknown>,
    };
  }

  const charges = () => database.query('SELECT amount FROM charges');

  it('happens once although 25 requests come at once, and each of them can learn its answer', async () => {
    const answers = await Promise.all(
      Array.from({ length: 25 }, () => post('k', { amount: 5 }, { 'x-hold-ms': '200' })),
    );
    const first = answers.filter(({ status, isReplay }) => status === 201 && !isReplay);
    const told = answers.filter((answer) => !first.includes(answer));
    expect(first).toHaveLength(1);
    for (const answer of told)
      if (!answer.isReplay) expect(answer).toMatchObject({ status: 409, retryAfter: '1' });
    expect(told.some(({ body }) => body['error_code'] === 'REQUEST_IN_PROGRESS')).toBe(true);
    expect(await charges()).toEqual([{ amount: 5 }]);
    expect(await post('k', { amount: 5 })).toMatchObject({
      status: 201,
      isReplay: true,
      body: { amount: 5 },
    });
    expect(await charges()).toEqual([{ amount: 5 }]);
  });

  it('is refused without a key, with a malformed one, and with one of another request', async () => {
    expect(await post(undefined, { amount: 5 })).toMatchObject({
      status: 400,
      body: { error_code: 'IDEMPOTENCY_KEY_REQUIRED' },
    });
    expect(await post('"open', { amount: 5 })).toMatchObject({
      status: 400,
      body: { error_code: 'IDEMPOTENCY_KEY_INVALID' },
    });
    await post('k', { amount: 5 });
    expect(await post('k', { amount: 6 })).toMatchObject({
      status: 422,
      isReplay: false,
      body: { error_code: 'IDEMPOTENCY_KEY_REUSED' },
    });
    expect(await post('"k"', { amount: 5 })).toMatchObject({ status: 201, isReplay: true });
  });

  it('never replays a failure of ours: the same request is tried again', async () => {
    const down = { amount: 5, token: 'tok_down' };
    expect(await post('k', down)).toMatchObject({ status: 503, isReplay: false });
    expect(await post('k', down)).toMatchObject({ status: 503, isReplay: false });
    expect(await post('k', { amount: 5 })).toMatchObject({ status: 201, isReplay: false });
  });

  it('replays a refusal as a refusal, with the trace of the request that asks', async () => {
    const declined = { amount: 5, token: 'tok_declined' };
    const first = await post('k', declined);
    const second = await post('k', declined);
    expect(first).toMatchObject({ status: 402, isReplay: false, body: { error_code: 'CARD_DECLINED' } });
    expect(second).toMatchObject({ status: 402, isReplay: true });
    const { trace_id: firstTrace, timestamp: _first, ...before } = first.body;
    const { trace_id: secondTrace, timestamp: _second, ...after } = second.body;
    expect(after).toEqual(before);
    expect(secondTrace).not.toBe(firstTrace);
    const problem = await post('k', declined, { accept: 'application/problem+json' });
    expect(problem.body).toMatchObject({ status: 402, detail: 'The card was declined.' });
  });

  it('is taken over from an instance that died, which then cannot store its outcome', async () => {
    const slow = post('k', { amount: 5 }, { 'x-hold-ms': '1000' });
    await eventually(async () => (await database.query('SELECT 1 FROM idempotency_keys')).length === 1);
    await letLeaseRunOut(database, 'k');
    expect(await post('k', { amount: 5 })).toMatchObject({ status: 201, isReplay: false });
    expect(await slow).toMatchObject({ status: 409, body: { error_code: 'REQUEST_IN_PROGRESS' } });
    expect(await charges()).toEqual([{ amount: 5 }]);
  });

  it('forgets expired keys by itself, and survives a round that fails', async () => {
    await post('k', { amount: 5 });
    await expire(database, 'k');
    await eventually(async () => (await database.query('SELECT 1 FROM idempotency_keys')).length === 0);
    await database.query('ALTER TABLE idempotency_keys RENAME TO hidden');
    await eventually(() => cleanupFailures.length > 0);
    await database.query('ALTER TABLE hidden RENAME TO idempotency_keys');
    await post('k', { amount: 5 });
    await expire(database, 'k');
    await eventually(async () => (await database.query('SELECT 1 FROM idempotency_keys')).length === 0);
  });
});
