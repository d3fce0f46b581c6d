import type { OpenAPIObject } from '@nestjs/swagger';
import type { CatalogueEntry } from '../catalogue/catalogue-entry.js';
import type { ErrorCatalogue } from '../catalogue/error-catalogue.js';
import { exampleBody } from '../catalogue/example-body.js';
import { standardCatalogue } from '../catalogue/standard-catalogue.js';
import { toProblemDetails } from '../body/problem-details.js';
import { ERROR_CODES } from './api-errors.js';
import { errorHeaders, ERROR_SCHEMAS } from './error-schemas.js';

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options', 'trace'] as const;
const ANY = ['INTERNAL_ERROR', 'SERVICE_OVERLOADED', 'SHUTTING_DOWN'];
const ANY_WITH_PARAMETERS = ['VALIDATION_FAILED', 'MALFORMED_URL', 'URI_TOO_LONG'];
const ANY_WITH_BODY = ['VALIDATION_FAILED', 'MALFORMED_JSON', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'];

interface Operation {
  readonly [ERROR_CODES]?: readonly string[];
  readonly parameters?: readonly unknown[];
  readonly requestBody?: unknown;
  responses: Record<string, object>;
}

/**
 * Writes the answers of the error contract into an OpenAPI document, with an example per code, and returns
 * it. What an operation says of a status by itself is kept.
 *
 * @throws Error if `ApiErrors` names a code that is not in the catalogue
 */
export function documentErrors(
  document: OpenAPIObject,
  catalogue: ErrorCatalogue = standardCatalogue,
): OpenAPIObject {
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, ...ERROR_SCHEMAS },
  };
  const serviceName = document.info.title;
  for (const [path, item] of Object.entries(document.paths))
    for (const method of METHODS) {
      const operation = item[method] as Operation | undefined;
      if (operation === undefined) continue;
      const entries = codesOf(operation).map((code) => {
        const entry = catalogue.get(code);
        if (entry) return entry;
        throw new Error(`ApiErrors of ${method.toUpperCase()} ${path} names ${code}: not in the catalogue.`);
      });
      operation.responses = withErrors(operation.responses, entries, serviceName);
    }
  return document;
}

function codesOf(operation: Operation): readonly string[] {
  return [
    ...new Set([
      ...(operation[ERROR_CODES] ?? []),
      ...ANY,
      ...(operation.parameters?.length ? ANY_WITH_PARAMETERS : []),
      ...(operation.requestBody ? ANY_WITH_BODY : []),
    ]),
  ];
}

function withErrors(
  declared: Record<string, object>,
  entries: readonly CatalogueEntry[],
  serviceName: string,
): Record<string, object> {
  const statuses = [...new Set(entries.map(({ status }) => status))];
  const errors = statuses.map((status) => {
    const ofStatus = entries.filter((entry) => entry.status === status);
    return [String(status), { ...responseOf(ofStatus, serviceName), ...declared[status] }] as const;
  });
  return { ...declared, ...Object.fromEntries(errors) };
}

function responseOf(entries: readonly CatalogueEntry[], serviceName: string): object {
  const examples = (form: (entry: CatalogueEntry) => unknown) =>
    Object.fromEntries(entries.map((entry) => [entry.code, { summary: entry.title, value: form(entry) }]));
  const json = (entry: CatalogueEntry) => exampleBody(entry, { serviceName });
  return {
    description: entries.map(({ code, title }) => `\`${code}\`: ${title}.`).join(' '),
    headers: errorHeaders(entries),
    content: {
      'application/json': { schema: { $ref: '#/components/schemas/Error' }, examples: examples(json) },
      'application/problem+json': {
        schema: { $ref: '#/components/schemas/Problem' },
        examples: examples((entry) => toProblemDetails(json(entry), entry)),
      },
    },
  };
}
