import { baseCatalogue, standardCatalogue } from '../catalogue/standard-catalogue.js';
import type { ErrorCatalogue } from '../catalogue/error-catalogue.js';
import type { ErrorsModuleOptions } from './errors-options.js';
import { logHandledError } from './log-handled-error.js';

const KNOWN = ['serviceName', 'documentationBaseUrl', 'traceId', 'catalogue', 'onError'];

/** The options of the module, checked and complete. */
export class ErrorsSettings {
  readonly serviceName: string;
  readonly documentationBaseUrl: string | undefined;
  readonly traceId: NonNullable<ErrorsModuleOptions['traceId']>;
  readonly catalogue: ErrorCatalogue;
  readonly onError: NonNullable<ErrorsModuleOptions['onError']>;

  /** @throws Error that lists every option that is wrong */
  constructor(options: ErrorsModuleOptions) {
    const mistakes = mistakesOf(options);
    if (mistakes.length > 0)
      throw new Error(`The options of ErrorsModule are wrong:\n${mistakes.join('\n')}`);
    this.serviceName = options.serviceName;
    this.documentationBaseUrl = options.documentationBaseUrl?.replace(/\/+$/, '');
    this.traceId = options.traceId ?? (() => undefined);
    this.catalogue = options.catalogue ?? standardCatalogue;
    this.onError = options.onError ?? logHandledError;
  }
}

function mistakesOf(options: ErrorsModuleOptions): string[] {
  const { serviceName, documentationBaseUrl, traceId, catalogue, onError } = options;
  const lacking = catalogue && baseCatalogue.entries().filter(({ code }) => !catalogue.has(code));
  const url = documentationBaseUrl;
  return [
    ...Object.keys(options)
      .filter((key) => !KNOWN.includes(key))
      .map((key) => `- ${key}: there is no such option; there are ${KNOWN.join(', ')}.`),
    ...(typeof serviceName === 'string' && serviceName.trim() !== ''
      ? []
      : ['- serviceName: expected a name such as "orders".']),
    ...(url === undefined || /^https?:\/\/[^?#]+$/.test(url)
      ? []
      : [`- documentationBaseUrl: expected an http(s) URL without query, got ${JSON.stringify(url)}.`]),
    ...(traceId === undefined || typeof traceId === 'function' ? [] : ['- traceId: expected a function.']),
    ...(onError === undefined || typeof onError === 'function' ? [] : ['- onError: expected a function.']),
    ...(lacking?.length
      ? [`- catalogue: extend baseCatalogue; it lacks ${lacking.map(({ code }) => code).join(', ')}.`]
      : []),
  ];
}
