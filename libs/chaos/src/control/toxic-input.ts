import type { Attributes } from '../toxics/stage.js';
import type { Stream, ToxicChange, ToxicDescription } from '../toxics/toxic.js';
import { type AttributeRule, TOXIC_TYPES } from '../toxics/toxic-types.js';
import { ApiError, missingField } from './api-error.js';
import { Fields } from './fields.js';

type Rules = Readonly<Record<string, AttributeRule>>;

/** @throws ApiError */
export function readToxic(body: unknown): ToxicDescription {
  const fields = new Fields(body);
  const stream = readStream(fields.text('stream') ?? 'downstream');
  const type = fields.text('type') ?? '';
  const rules = Object.hasOwn(TOXIC_TYPES, type) ? TOXIC_TYPES[type]?.attributes : undefined;
  if (rules === undefined) throw new ApiError(400, 'invalid toxic type');
  return {
    attributes: readAttributes(fields.get('attributes'), rules, {}),
    name: fields.text('name') || `${type}_${stream}`,
    type,
    stream,
    toxicity: fields.share('toxicity') ?? 1,
  };
}

/** Only attributes and toxicity change; those that are not given stay. */
export function readToxicChange(body: unknown, current: ToxicDescription): ToxicChange {
  const fields = new Fields(body);
  const rules = TOXIC_TYPES[current.type]?.attributes ?? {};
  return {
    attributes: readAttributes(fields.get('attributes'), rules, current.attributes),
    toxicity: fields.share('toxicity') ?? current.toxicity,
  };
}

function readStream(text: string): Stream {
  if (text === 'upstream' || text === 'downstream') return text;
  throw new ApiError(400, 'stream was invalid, can be either upstream or downstream');
}

function readAttributes(given: unknown, rules: Rules, current: Attributes): Attributes {
  const fields = new Fields(given ?? {}, 'attributes');
  fields.allow(Object.keys(rules));
  const attributes: Record<string, number> = {};
  for (const [name, { min, max, default: usual }] of Object.entries(rules)) {
    const value = fields.wholeNumber(name, min, max) ?? current[name] ?? usual;
    if (value === undefined) throw missingField(`attributes.${name}`);
    attributes[name] = value;
  }
  return attributes;
}
