import { Injectable, Module } from '@nestjs/common';
import { currentScope } from '../../../src/index.js';
import { Resilient, ResilienceModule } from '../../../src/nest/index.js';

/** A directory that is not asked over HTTP, and heeds the signal of each attempt. */
export abstract class Directory {
  abstract find(name: string, signal?: AbortSignal): Promise<string>;
}

@Injectable()
export class Addresses {
  constructor(private readonly directory: Directory) {}

  @Resilient('directory', { repeatable: true })
  async addressOf(name: string): Promise<string> {
    return this.directory.find(name, currentScope()?.signal);
  }
}

@Module({
  imports: [ResilienceModule.forPipeline('directory', { retry: { maxRetries: 2 }, bulkhead: { slots: 5 } })],
})
export class DirectoryModule {}
