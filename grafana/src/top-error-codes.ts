import { counted } from './counted.js';

/** The ten most frequent error codes, with the port of the service that answered with them. @param matchers of the counter */
export const topErrorCodes = (matchers: string): string =>
  `topk(10, sum by (service, error_code, kind, status, port) (label_replace(${counted(`app_errors_total{${matchers}}`, '$__range')}, "port", "$1", "instance", ".*:([0-9]+)")) > 0)`;
