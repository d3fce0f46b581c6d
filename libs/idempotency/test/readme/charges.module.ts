import { Body, Controller, Module, Post, Res, type DynamicModule } from '@nestjs/common';
import {
  fingerprint,
  idempotencyMigrations,
  IdempotencyStore,
  RequestInProgressError,
} from '../../src/index.js';
import { answerAgain, IdempotencyKey, type Reply } from '../../src/nest/index.js';
import { Database } from '@baluarte/persistence';
import { PersistenceModule } from '@baluarte/persistence/nest';

interface Charge {
  readonly amount: number;
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
  ): Promise<Charge> {
    const request = { key, fingerprint: fingerprint('POST', '/charges', body) };
    const claim = await this.database.transaction((transaction) => this.keys.claim(transaction, request));
    if (claim.type === 'replay') return answerAgain(reply, claim.answer);
    if (claim.type === 'in_progress') throw new RequestInProgressError(claim.retryAfterSeconds);
    await this.database.transaction(async (transaction) => {
      await transaction.query('INSERT INTO charges (amount) VALUES ($1)', [body.amount]);
      await this.keys.complete(transaction, key, { status: 201, body }, claim.holder);
    });
    return body;
  }
}

@Module({
  controllers: [ChargesController],
  providers: [{ provide: IdempotencyStore, useFactory: () => new IdempotencyStore({ scope: 'charge' }) }],
})
export class ChargesModule {
  /** `migrations` is your own folder; 000 is the number of the table of keys. */
  static at(url: string, migrations: URL): DynamicModule {
    const folders = [idempotencyMigrations, migrations];
    return {
      module: ChargesModule,
      imports: [PersistenceModule.forRoot({ url, applicationName: 'charges', migrations: folders })],
    };
  }
}
