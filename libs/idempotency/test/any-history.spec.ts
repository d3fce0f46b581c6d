import fc from 'fast-check';
import { Database, migrate } from '@baluarte/persistence';
import { createTestDatabase, type TestDatabase } from '@baluarte/testing';
import { ClaimLostError, IdempotencyKeyReusedError } from '../src/idempotency-errors.js';
import { IdempotencyStore } from '../src/idempotency-store.js';
import { idempotencyMigrations } from '../src/migrations.js';
import { expire, letLeaseRunOut } from './time.js';

/** The key as it should be: who holds it, for which request, and how it was answered. */
interface Model {
  record: { fingerprint: string; holder: number; answer: number | undefined; isOpen: boolean } | undefined;
  claims: number;
}

/** The holders of the real store, by the number that the model gave them. */
interface Real {
  readonly store: IdempotencyStore;
  readonly database: Database;
  readonly holders: string[];
}

type Step = fc.AsyncCommand<Model, Real>;

class Claim implements Step {
  constructor(private readonly fingerprint: string) {}
  check = () => true;

  async run(model: Model, { store, database, holders }: Real): Promise<void> {
    const { record } = model;
    const claiming = database.transaction((transaction) =>
      store.claim(transaction, { key: 'key', fingerprint: this.fingerprint }),
    );
    if (record !== undefined && record.fingerprint !== this.fingerprint) {
      await expect(claiming).rejects.toThrow(IdempotencyKeyReusedError);
      return;
    }
    const claim = await claiming;
    if (record?.answer !== undefined)
      expect(claim).toMatchObject({ type: 'replay', answer: { status: record.answer } });
    else if (record !== undefined && !record.isOpen) expect(claim.type).toBe('in_progress');
    else {
      if (claim.type !== 'claimed') throw new Error(`The key was free and is ${claim.type}.`);
      holders.push(claim.holder);
      model.record = {
        fingerprint: this.fingerprint,
        holder: model.claims,
        answer: undefined,
        isOpen: false,
      };
      model.claims += 1;
    }
  }

  toString = () => `claim for ${this.fingerprint}`;
}

/** Something that one of the holders so far does, perhaps long after it lost the key. */
abstract class HolderStep implements Step {
  constructor(private readonly choice: number) {}
  check = ({ claims }: Model) => claims > 0;

  async run(model: Model, real: Real): Promise<void> {
    const index = this.choice % model.claims;
    await this.act(model, real, { index, id: real.holders[index] ?? '' });
  }

  protected abstract act(model: Model, real: Real, holder: { index: number; id: string }): Promise<void>;
  toString = () => `${this.constructor.name} by ${this.choice}`;
}

class Complete extends HolderStep {
  protected async act(
    model: Model,
    { store, database }: Real,
    { index, id }: { index: number; id: string },
  ): Promise<void> {
    const completing = store.complete(database, 'key', { status: 200 + index, body: index }, id);
    if (model.record?.holder !== index) await expect(completing).rejects.toThrow(ClaimLostError);
    else {
      await completing;
      model.record.answer = 200 + index;
    }
  }
}

class Release extends HolderStep {
  protected async act(model: Model, { store, database }: Real, { index, id }: { index: number; id: string }) {
    await store.release(database, 'key', id);
    if (model.record?.holder === index) model.record = undefined;
  }
}

class LetLeaseRunOut implements Step {
  check = ({ record }: Model) => record !== undefined;

  async run({ record }: Model, { database }: Real): Promise<void> {
    await letLeaseRunOut(database, 'key');
    if (record !== undefined) record.isOpen = true;
  }

  toString = () => 'the lease runs out';
}

class Expire implements Step {
  check = ({ record }: Model) => record !== undefined;

  async run(model: Model, { database, store }: Real): Promise<void> {
    await expire(database, 'key');
    expect(await store.removeExpired(database)).toBe(1);
    model.record = undefined;
  }

  toString = () => 'the key expires';
}

describe('after any history of a key', () => {
  let place: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    place = await createTestDatabase();
    database = new Database({ url: place.url, applicationName: 'test' });
    await migrate(database, idempotencyMigrations);
  });

  afterAll(async () => {
    await database.close();
    await place.drop();
  });

  it('one holder at most can answer, and the answer it gave is the one that is replayed', async () => {
    const store = new IdempotencyStore({ scope: 'orders' });
    const steps = fc.commands(
      [
        fc.constantFrom('a', 'a', 'b').map((fingerprint) => new Claim(fingerprint)),
        fc.nat(9).map((choice) => new Complete(choice)),
        fc.nat(9).map((choice) => new Release(choice)),
        fc.constant(new LetLeaseRunOut()),
        fc.constant(new Expire()),
      ],
      { maxCommands: 25 },
    );
    const history = fc.asyncProperty(steps, async (commands) => {
      await database.query('TRUNCATE idempotency_keys');
      await fc.asyncModelRun(
        () => ({
          model: { record: undefined, claims: 0 } satisfies Model,
          real: { store, database, holders: [] },
        }),
        commands,
      );
    });
    await fc.assert(history, { numRuns: 100 });
  });
});
