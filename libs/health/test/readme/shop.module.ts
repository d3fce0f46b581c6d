import { Module } from '@nestjs/common';
import { HealthModule } from '../../src/index.js';

/** Whatever the service talks to. */
const database: { ping(signal: AbortSignal): Promise<void> } = { ping: () => Promise.resolve() };
const payments = { circuit: () => 'closed' as 'closed' | 'open' };

@Module({
  imports: [
    HealthModule.forRoot({
      checks: [
        {
          name: 'database',
          critical: true,
          check: async (signal) => {
            await database.ping(signal);
            return { status: 'up' };
          },
        },
        {
          name: 'payments',
          critical: false,
          check: () => {
            const circuit = payments.circuit();
            return { status: circuit === 'closed' ? 'up' : 'degraded', detail: { circuit } };
          },
        },
      ],
    }),
  ],
})
export class ShopModule {}
