import { applyDecorators } from '@nestjs/common';
import { ApiExtension, type OpenAPIObject } from '@nestjs/swagger';
import type { CatalogueEntry } from '../catalogue/catalogue-entry.js';
import type { ErrorCatalogue } from '../catalogue/error-catalogue.js';
import { standardCatalogue } from '../catalogue/standard-catalogue.js';

const CODES = 'x-error-codes';
const EVERYWHERE = ['INTERNAL_ERROR', 'SERVICE_OVERLOADED', 'SHUTTING_DOWN'];
const WITH_BODY = ['VALIDATION_FAILED', 'MALFORMED_JSON', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'];
const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

/** Says which codes an operation may answer with, besides those that any operation may. */
export function ApiErrors(...codes: readonly string[]): MethodDecorator {
  return applyDecorators(ApiExtension(CODES, codes));
}

/** Writes every error response of the contract into an OpenAPI document, with an example per code. */
export function documentErrors(
  document: OpenAPIObject,
  catalogue: ErrorCatalogue = standardCatalogue,
): OpenAPIObject {
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Error: ERROR_SCHEMA },
  };
  for (const path of Object.values(document.paths))
    for (const method of METHODS) {
      const operation = path[method] as
        (Record<string, unknown> & { responses: Record<string, unknown> }) | undefined;
      if (operation === undefined) continue;
      const codes = [
        ...((operation[CODES] as string[] | undefined) ?? []),
        ...EVERYWHERE,
        ...(operation['requestBody'] ? WITH_BODY : []),
      ];
      Object.assign(operation.responses, responsesOf(codes, catalogue));
    }
  return document;
}

function responsesOf(codes: readonly string[], catalogue: ErrorCatalogue): Record<string, unknown> {
  const byStatus = new Map<number, CatalogueEntry[]>();
  for (const code of new Set(codes)) {
    const entry = catalogue.get(code);
    if (entry === undefined) throw new Error(`ApiErrors names ${code}, which is not in the catalogue.`);
    byStatus.set(entry.status, [...(byStatus.get(entry.status) ?? []), entry]);
  }
  return Object.fromEntries([...byStatus].map(([status, entries]) => [String(status), responseOf(entries)]));
}

function responseOf(entries: readonly CatalogueEntry[]) {
  const schema = { $ref: '#/components/schemas/Error' };
  const examples = Object.fromEntries(
    entries.map((entry) => [entry.code, { summary: entry.title, value: exampleOf(entry) }]),
  );
  return {
    description: entries.map(({ code, title }) => `\`${code}\`: ${title}.`).join(' '),
    content: {
      'application/json': { schema, examples },
      'application/problem+json': { schema: { type: 'object' } },
    },
  };
}

function exampleOf({ code, message, status, exampleContext }: CatalogueEntry) {
  return {
    trace_id: '0af7651916cd43dd8448eb211c80319c',
    error_code: code,
    message,
    status_code: status,
    timestamp: '2026-11-24T09:30:00.000Z',
    service_name: 'orders',
    ...(exampleContext && { context: exampleContext }),
  };
}

const ERROR_SCHEMA = {
  type: 'object' as const,
  required: ['trace_id', 'error_code', 'message', 'status_code', 'timestamp', 'service_name'],
  properties: {
    trace_id: { type: 'string', pattern: '^[0-9a-f]{32}$' },
    error_code: { type: 'string' },
    message: { type: 'string' },
    status_code: { type: 'integer', minimum: 400, maximum: 599 },
    timestamp: { type: 'string', format: 'date-time' },
    service_name: { type: 'string' },
    context: { type: 'object' },
    documentation_url: { type: 'string', format: 'uri' },
  },
};
