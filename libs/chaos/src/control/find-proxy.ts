import type { ProxyCollection } from '../proxy/proxy-collection.js';
import type { TcpProxy } from '../proxy/tcp-proxy.js';
import { notFound } from './api-error.js';

/** @throws ApiError 404 */
export function findProxy(proxies: ProxyCollection, name: string): TcpProxy {
  const proxy = proxies.find(name);
  if (proxy === undefined) throw notFound('proxy');
  return proxy;
}
