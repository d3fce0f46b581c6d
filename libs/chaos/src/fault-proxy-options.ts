import { type Address, parseAddress } from './proxy/address.js';
import type { ProxyRequest } from './proxy/proxy-collection.js';

export interface ProxyOptions {
  /** Unique; `<from>_<to>` reads well. */
  readonly name: string;
  /** `host:port` where clients connect; port 0 takes a free one. */
  readonly listen: string;
  /** `host:port` of the server. */
  readonly upstream: string;
  /** Whether clients are let in from the start. Default true. */
  readonly enabled?: boolean;
}

export interface FaultProxyOptions {
  /** Interface of the control API. Default 127.0.0.1. */
  readonly host?: string;
  /** Port of the control API, 0 to 65 535; 0 takes a free one. Default 8474. */
  readonly port?: number;
  /** Default: none; more can be added through the API. */
  readonly proxies?: readonly ProxyOptions[];
  /** Where chance begins, a whole number from 0 to 4 294 967 295. Default 1. */
  readonly seed?: number;
  /** Aborted while it starts, the start fails; aborted later, everything is closed. */
  readonly signal?: AbortSignal;
}

export interface CheckedOptions {
  readonly control: Address;
  readonly proxies: readonly ProxyRequest[];
  readonly seed: number;
  readonly signal: AbortSignal | undefined;
}

const OPTIONS = ['host', 'port', 'proxies', 'seed', 'signal'];
const PROXY_OPTIONS = ['name', 'listen', 'upstream', 'enabled'];
const DEFAULT_PORT = 8_474;
const LARGEST_SEED = 4_294_967_295;

/** @throws TypeError that lists every violation */
export function checkOptions(options: FaultProxyOptions): CheckedOptions {
  const { host = '127.0.0.1', port = DEFAULT_PORT, proxies = [], seed = 1, signal } = options;
  const list: readonly ProxyOptions[] = Array.isArray(proxies) ? proxies : [];
  const violations = [
    ...unknownKeys('', options, OPTIONS),
    ...(typeof host === 'string' && host !== '' ? [] : [`host is ${print(host)} but must be a host name`]),
    ...outside('port', port, 65_535),
    ...outside('seed', seed, LARGEST_SEED),
    ...(Array.isArray(proxies) ? [] : [`proxies is ${print(proxies)} but must be an array`]),
    ...list.flatMap(violationsOf),
    ...duplicates(list.map((proxy) => proxy.name)),
    ...(signal === undefined || signal instanceof AbortSignal ? [] : ['signal must be an AbortSignal']),
  ];
  if (violations.length > 0)
    throw new TypeError(`Options of the fault proxy are wrong: ${violations.join('; ')}.`);
  return { control: { host, port }, proxies: list.map(toRequest), seed, signal };
}

function toRequest({ name, listen, upstream, enabled = true }: ProxyOptions): ProxyRequest {
  const nowhere = { host: '', port: 0 };
  return {
    ...{ name, enabled },
    listen: parseAddress(listen) ?? nowhere,
    upstream: parseAddress(upstream) ?? nowhere,
  };
}

function violationsOf(proxy: ProxyOptions, index: number): string[] {
  const where = `proxies[${index}].`;
  if (typeof proxy !== 'object' || proxy === null) return [`proxies[${index}] must be an object`];
  const { name, enabled = true } = proxy;
  return [
    ...unknownKeys(where, proxy, PROXY_OPTIONS),
    ...(typeof name === 'string' && name !== '' ? [] : [`${where}name is ${print(name)} but must be a name`]),
    ...(['listen', 'upstream'] as const)
      .filter((field) => typeof proxy[field] !== 'string' || parseAddress(proxy[field]) === undefined)
      .map((field) => `${where}${field} is ${print(proxy[field])} but must be host:port`),
    ...(typeof enabled === 'boolean'
      ? []
      : [`${where}enabled is ${print(enabled)} but must be true or false`]),
  ];
}

function unknownKeys(where: string, value: object, known: readonly string[]): string[] {
  return Object.keys(value)
    .filter((key) => !known.includes(key))
    .map((key) => `${where}${key} is not an option (options are ${known.join(', ')})`);
}

function outside(name: string, value: number, max: number): string[] {
  return Number.isInteger(value) && value >= 0 && value <= max
    ? []
    : [`${name} is ${print(value)} but must be a whole number from 0 to ${max}`];
}

function duplicates(names: readonly string[]): string[] {
  return names
    .filter((name, index) => names.indexOf(name) !== index)
    .map((name) => `two proxies are called ${name}`);
}

function print(value: unknown): string {
  return JSON.stringify(value) ?? 'missing';
}
