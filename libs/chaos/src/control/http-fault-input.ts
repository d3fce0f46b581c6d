import type {
  DamageAttributes,
  HttpFaultDescription,
  HttpFaultKind,
  Json,
  StatusAttributes,
} from '../http-faults/http-fault.js';
import { ApiError, badRequest, missingField } from './api-error.js';
import { Fields } from './fields.js';

const LONGEST_MS = 2_147_483_647;

/** @throws ApiError */
export function readHttpFault(body: unknown): HttpFaultDescription {
  const fields = new Fields(body);
  fields.allow(['name', 'type', 'probability', 'method', 'path', 'attributes']);
  const method = fields.text('method')?.toUpperCase();
  const path = fields.text('path');
  return {
    name: fields.requiredText('name'),
    probability: fields.share('probability') ?? 1,
    ...(method !== undefined && { method }),
    ...(path !== undefined && { path }),
    ...readKind(fields.requiredText('type'), new Fields(fields.get('attributes') ?? {}, 'attributes')),
  };
}

function readKind(type: string, attributes: Fields): HttpFaultKind {
  if (type === 'status') return { type, attributes: readStatus(attributes) };
  if (type === 'damage_body') return { type, attributes: readDamage(attributes) };
  if (type !== 'delay') throw new ApiError(400, 'invalid http fault type');
  attributes.allow(['delay']);
  return { type, attributes: { delay: required('delay', attributes.wholeNumber('delay', 0, LONGEST_MS)) } };
}

function readStatus(attributes: Fields): StatusAttributes {
  attributes.allow(['status', 'body', 'headers']);
  const body = attributes.get('body') as Json | undefined;
  const headers = attributes.get('headers');
  return {
    status: required('status', attributes.wholeNumber('status', 200, 599)),
    ...(body !== undefined && { body }),
    ...(headers !== undefined && { headers: readHeaders(headers) }),
  };
}

function readHeaders(given: unknown): Readonly<Record<string, string>> {
  new Fields(given, 'attributes.headers');
  const headers = new Headers();
  for (const [name, value] of Object.entries(given as object)) {
    if (typeof value !== 'string') throw badRequest(`header ${name} must be a string`);
    try {
      headers.append(name, value);
    } catch {
      throw badRequest(`header ${JSON.stringify(name)} cannot be sent with ${JSON.stringify(value)}`);
    }
  }
  return given as Readonly<Record<string, string>>;
}

function readDamage(attributes: Fields): DamageAttributes {
  attributes.allow(['truncate', 'garbage']);
  const truncate = attributes.wholeNumber('truncate', 0, Number.MAX_SAFE_INTEGER);
  const garbage = attributes.flag('garbage') ?? false;
  if ((truncate === undefined) !== garbage)
    throw badRequest('attributes of damage_body are either truncate, in bytes, or garbage: true');
  return truncate === undefined ? { garbage: true } : { truncate };
}

function required<Value>(name: string, value: Value | undefined): Value {
  if (value === undefined) throw missingField(`attributes.${name}`);
  return value;
}
