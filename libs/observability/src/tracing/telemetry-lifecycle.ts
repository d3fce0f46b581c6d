import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Logger as Pino } from 'pino';
import { PINO } from '../tokens.js';
import { runningTelemetry } from './telemetry.js';

/** Lets tracing tell its troubles to the log, and end after everything that it may have traced. */
@Injectable()
export class TelemetryLifecycle implements OnModuleInit, OnApplicationShutdown {
  constructor(@Inject(PINO) private readonly pino: Pino) {}

  onModuleInit(): void {
    runningTelemetry().tellTroublesTo(this.pino);
  }

  async onApplicationShutdown(): Promise<void> {
    await runningTelemetry().shutdown();
  }
}
