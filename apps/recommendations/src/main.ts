import { startService } from '@baluarte/bootstrap';
import { Logger, startTelemetry } from '@baluarte/observability';

await startService({
  name: 'recommendations',
  version: '0.1.0',
  description: 'What was bought together, learned from the feed of orders.',
  startTelemetry,
  application: async () => {
    const { readRecommendationsConfig } = await import('./recommendations.config.js');
    const { RecommendationsModule } = await import('./recommendations.module.js');
    return { readConfig: readRecommendationsConfig, module: RecommendationsModule.forConfig };
  },
  logger: Logger,
});
