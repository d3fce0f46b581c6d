import { Controller, Get, Header, Inject } from '@nestjs/common';
import { Drain } from './drain.js';
import { DrainingError } from './health.errors.js';
import { Health, type HealthReport } from './health.js';

const NEVER_STORED = ['Cache-Control', 'no-store'] as const;

/** `/health/live`, `/health/ready` and `/health`. */
@Controller('health')
export class HealthController {
  constructor(
    @Inject(Health) private readonly health: Health,
    @Inject(Drain) private readonly drain: Drain,
  ) {}

  /** The process itself: 200 as long as it can answer, also while it drains. */
  @Get('live')
  @Header(...NEVER_STORED)
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Whether to send requests here. */
  @Get('ready')
  @Header(...NEVER_STORED)
  async ready(): Promise<HealthReport> {
    if (this.drain.isDraining) throw new DrainingError();
    return this.health.ready();
  }

  /** Everything that the service depends on. */
  @Get()
  @Header(...NEVER_STORED)
  async deep(): Promise<HealthReport & { readonly draining: boolean }> {
    return { ...(await this.health.deep()), draining: this.drain.isDraining };
  }
}
