import { Injectable, Module } from '@nestjs/common';
import { currentScope } from '../../../src/index.js';
import { Resilient, ResilienceModule } from '../../../src/nest/index.js';

/** How letters go out; it heeds the signal of each attempt. */
export abstract class MailServer {
  abstract send(letter: string, signal?: AbortSignal): Promise<string>;
}

@Injectable()
export class Mailer {
  constructor(private readonly server: MailServer) {}

  @Resilient('mail', { repeatable: true })
  async send(letter: string): Promise<string> {
    return this.server.send(letter, currentScope()?.signal);
  }
}

@Module({
  imports: [ResilienceModule.forPipeline('mail', { retry: { maxRetries: 2 }, bulkhead: { slots: 5 } })],
})
export class MailModule {}
