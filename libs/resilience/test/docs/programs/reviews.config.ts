import { readConfig, settingsOf, url, withRule, type Environment } from '@baluarte/config';
import { z } from 'zod';
import { clientOptionsOf, clientSettings, clientSettingsMistake } from '../../../src/index.js';

const settings = z.object({
  REVIEWS_URL: url(),
  ...settingsOf(clientSettings('REVIEWS', 'read-heavy')),
});

const schema = withRule(settings, ['REVIEWS_ATTEMPT_TIMEOUT_MS', 'REVIEWS_TOTAL_TIMEOUT_MS'], (values) =>
  clientSettingsMistake('REVIEWS', values as z.output<typeof settings>),
);

/** Once, at start; a test gives an environment of its own. */
export function reviewsOptions(environment?: Environment) {
  const values = readConfig(schema, environment);
  return clientOptionsOf('REVIEWS', values, values.REVIEWS_URL);
}
