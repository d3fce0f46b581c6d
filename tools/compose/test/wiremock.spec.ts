import { text, yaml } from './workspace.js';

interface Stub {
  readonly name: string;
  readonly scenarioName?: string;
  readonly request: {
    readonly bodyPatterns?: readonly { readonly matchesJsonPath: { readonly equalTo: string } }[];
  };
  readonly response: { readonly status?: number; readonly jsonBody?: unknown; readonly fault?: string };
}

const { mappings } = yaml<{ mappings: Stub[] }>('deploy/compose/wiremock/mappings/card-processor.json');

const stubsOf = (token: string) =>
  mappings.filter(({ request }) => request.bodyPatterns?.[0]?.matchesJsonPath.equalTo === token);

describe('WireMock in place of the card processor', () => {
  it('knows every card that the simulator knows', () => {
    const source = text('apps/psp-simulator/src/application/test-tokens.ts');
    const tokens = [...source.matchAll(/token: '(tok_\w+)'/g)].map(([, token = '']) => token);
    expect(tokens.length).toBeGreaterThanOrEqual(10);
    for (const token of tokens) expect([token, stubsOf(token).length > 0]).toEqual([token, true]);
  });

  it('answers with the status that the simulator answers with', () => {
    const statuses = (token: string) =>
      stubsOf(token).map(({ response }) => response.status ?? response.fault);
    expect(statuses('tok_visa')).toEqual([201]);
    expect(statuses('tok_declined')).toEqual([402]);
    expect(statuses('tok_insufficient_funds')).toEqual([402]);
    expect(statuses('tok_flaky')).toEqual([503, 503, 201]);
    expect(statuses('tok_down')).toEqual([503]);
    expect(statuses('tok_rate_limited')).toEqual([429, 201]);
    expect(statuses('tok_lost')).toEqual(['CONNECTION_RESET_BY_PEER', 201]);
  });

  it('refuses in the words of the simulator', () => {
    const refusals = mappings.filter(({ response }) => (response.status ?? 0) >= 400);
    for (const { name, response } of refusals) {
      const error = { type: expect.any(String) as string, code: expect.any(String) as string };
      expect({ name, body: response.jsonBody }).toEqual({
        name,
        body: { error: expect.objectContaining(error) as object },
      });
    }
  });
});
