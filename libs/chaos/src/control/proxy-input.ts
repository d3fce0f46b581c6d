import { type Address, parseAddress } from '../proxy/address.js';
import type { ProxyRequest } from '../proxy/proxy-collection.js';
import type { Route } from '../proxy/tcp-proxy.js';
import { badRequest } from './api-error.js';
import { Fields } from './fields.js';

/** Any free port of this machine alone. */
const ANY_PORT: Address = { host: '127.0.0.1', port: 0 };

/**
 * @param where follows the names of missing fields in messages
 * @throws ApiError
 */
export function readProxy(body: unknown, where = ''): ProxyRequest {
  const fields = new Fields(body);
  const name = fields.requiredText('name', where);
  const upstream = readAddress('upstream', fields.requiredText('upstream', where));
  const listen = fields.text('listen') ?? '';
  return {
    name,
    upstream,
    listen: listen === '' ? ANY_PORT : readAddress('listen', listen),
    enabled: fields.flag('enabled') ?? true,
  };
}

/** @throws ApiError; then nothing of it may be carried out */
export function readPopulation(body: unknown): readonly ProxyRequest[] {
  if (!Array.isArray(body)) throw badRequest('the body must be a JSON array of proxies');
  const requests = body.map((item, index) => readProxy(item, ` at proxy ${index + 1}`));
  const names = requests.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw badRequest(`duplicate proxy name ${JSON.stringify(twice)}`);
  return requests;
}

export interface ProxyUpdate extends Route {
  readonly enabled: boolean;
}

/** What is not given stays. */
export function readProxyUpdate(body: unknown, current: ProxyUpdate): ProxyUpdate {
  const fields = new Fields(body);
  const listen = fields.text('listen');
  const upstream = fields.text('upstream');
  return {
    listen: listen === undefined ? current.listen : readAddress('listen', listen),
    upstream: upstream === undefined ? current.upstream : readAddress('upstream', upstream),
    enabled: fields.flag('enabled') ?? current.enabled,
  };
}

function readAddress(field: string, text: string): Address {
  const address = parseAddress(text);
  if (address === undefined) throw badRequest(`${field} is ${JSON.stringify(text)} but must be host:port`);
  return address;
}
