/** The environment does not hold what the service needs; the message lists every mistake at once. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  constructor(readonly violations: readonly string[]) {
    const count = violations.length === 1 ? '1 setting is' : `${violations.length} settings are`;
    super(`${count} wrong:\n${violations.map((violation) => `  - ${violation}`).join('\n')}`);
  }
}
