import { standardCatalogue } from '../src/index.js';

const ALWAYS = ['trace_id', 'error_code', 'message', 'status_code', 'timestamp', 'service_name'];
const SOMETIMES = ['context', 'documentation_url'];

/** Fails unless a body, as it was parsed from an answer, is one of the error contract. */
export function expectContract(
  body: Record<string, unknown>,
  { code, status }: { readonly code?: string; readonly status?: number } = {},
): void {
  const entry = standardCatalogue.get(String(body['error_code']));
  expect(Object.keys(body)).toEqual(expect.arrayContaining(ALWAYS));
  expect(Object.keys(body).filter((key) => ![...ALWAYS, ...SOMETIMES].includes(key))).toEqual([]);
  expect(body).toMatchObject({
    trace_id: expect.stringMatching(/^[0-9a-f]{32}$/),
    error_code: code ?? entry?.code,
    message: expect.stringMatching(/[^]/),
    status_code: status ?? entry?.status,
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    service_name: expect.stringMatching(/./),
  });
  if ('context' in body) expect(body['context']).toEqual(expect.any(Object));
  if ('documentation_url' in body)
    expect(body['documentation_url']).toMatch(new RegExp(`^https?://.+/errors/${entry?.code}$`));
}
