import { startService } from '@baluarte/bootstrap';
import { Logger } from '@baluarte/observability';
import { readRecommendationsConfig } from './recommendations.config.js';
import { RecommendationsModule } from './recommendations.module.js';

await startService({
  name: 'recommendations',
  version: '0.1.0',
  description: 'What was bought together, learned from the feed of orders.',
  readConfig: readRecommendationsConfig,
  module: (config) => RecommendationsModule.forConfig(config),
  logger: Logger,
});
