import { badRequest, missingField } from './api-error.js';

/** The fields of a JSON object, read one by one; `null` counts as absent, as in Toxiproxy. */
export class Fields {
  readonly #fields: Readonly<Record<string, unknown>>;

  /** @throws ApiError if it is no object */
  constructor(body: unknown, what = 'the body') {
    if (typeof body !== 'object' || body === null || Array.isArray(body))
      throw badRequest(`${what} must be a JSON object`);
    this.#fields = body as Readonly<Record<string, unknown>>;
  }

  get(name: string): unknown {
    return this.#fields[name] ?? undefined;
  }

  text(name: string): string | undefined {
    const value = this.get(name);
    if (value === undefined || typeof value === 'string') return value;
    throw badRequest(`${name} is ${JSON.stringify(value)} but must be a string`);
  }

  /** @param where follows the name in the message */
  requiredText(name: string, where = ''): string {
    const value = this.text(name);
    if (value === undefined || value === '') throw missingField(`${name}${where}`);
    return value;
  }

  flag(name: string): boolean | undefined {
    const value = this.get(name);
    if (value === undefined || typeof value === 'boolean') return value;
    throw badRequest(`${name} is ${JSON.stringify(value)} but must be true or false`);
  }

  /** A number from 0 to 1. */
  share(name: string): number | undefined {
    const value = this.get(name);
    if (value === undefined) return undefined;
    if (typeof value === 'number' && value >= 0 && value <= 1) return value;
    throw badRequest(`${name} is ${JSON.stringify(value)} but must be a number from 0 to 1`);
  }

  wholeNumber(name: string, min: number, max: number): number | undefined {
    const value = this.get(name);
    if (value === undefined) return undefined;
    if (Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max) return Number(value);
    throw badRequest(`${name} is ${JSON.stringify(value)} but must be a whole number from ${min} to ${max}`);
  }

  /** @throws ApiError if there are others than these */
  allow(names: readonly string[]): void {
    const unknown = Object.keys(this.#fields).filter((name) => !names.includes(name));
    if (unknown.length > 0)
      throw badRequest(`unknown ${unknown.join(', ')}; known are ${names.join(', ') || 'none'}`);
  }
}
