const CODE = /^[A-Z][A-Z0-9_]*$/;
const TRACE_ID = /^[0-9a-f]{32}$/;
const LEAKS = [
  /node_modules/,
  /\bat .+:\d+:\d+/,
  /\bSELECT\b|\bINSERT\b|\bUPDATE\b/,
  /ECONN|ETIMEDOUT|FST_ERR/,
  /127\.0\.0\.1:\d+/,
  /tok_[a-z]/,
];

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Everything that is wrong with a non-2xx answer, measured against the error contract. */
export function contractViolations(answer: Answer, service: string): string[] {
  if (answer.status < 400) return [];
  const problem = answer.headers.get('content-type')?.startsWith('application/problem+json') ?? false;
  let body: Record<string, unknown>;
  try {
    body = JSON.parse(answer.text) as Record<string, unknown>;
  } catch (error) {
    return [`body is not JSON (${String(error)}): ${answer.text.slice(0, 200)}`];
  }
  const wrong: string[] = [];
  const expect = (condition: boolean, message: string) => void (condition || wrong.push(message));
  expect(CODE.test(String(body['error_code'])), `error_code ${String(body['error_code'])}`);
  expect(TRACE_ID.test(String(body['trace_id'])), `trace_id ${String(body['trace_id'])}`);
  expect(body['service_name'] === service, `service_name ${String(body['service_name'])}`);
  expect(!Number.isNaN(Date.parse(String(body['timestamp']))), `timestamp ${String(body['timestamp'])}`);
  expect(
    body[problem ? 'status' : 'status_code'] === answer.status,
    `status in the body differs from ${answer.status}`,
  );
  expect(String(body[problem ? 'detail' : 'message']).length > 0, 'no message');
  expect(
    answer.headers.get('x-trace-id') === body['trace_id'],
    `X-Trace-ID ${String(answer.headers.get('x-trace-id'))} is not ${String(body['trace_id'])}`,
  );
  if (answer.status === 429 || answer.status === 503)
    expect(answer.headers.has('retry-after'), 'no Retry-After');
  const said = JSON.stringify({
    message: body['message'],
    context: answer.status >= 500 ? body['context'] : undefined,
  });
  for (const leak of LEAKS) expect(!leak.test(said), `leaks ${String(leak)}: ${said.slice(0, 200)}`);
  return wrong;
}
