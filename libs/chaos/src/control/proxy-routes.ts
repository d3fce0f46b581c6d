import type { ProxyCollection } from '../proxy/proxy-collection.js';
import type { TcpProxy } from '../proxy/tcp-proxy.js';
import { created, noContent, ok } from './answer.js';
import { alreadyExists } from './api-error.js';
import { findProxy } from './find-proxy.js';
import type { Handler, Routes } from './handler.js';
import { readPopulation, readProxy, readProxyUpdate } from './proxy-input.js';

export function proxyRoutes(proxies: ProxyCollection): Routes {
  const update: Handler = async ({ names: [name], json }) => {
    const proxy = findProxy(proxies, name);
    await updateProxy(proxy, json());
    return ok(proxy.describe());
  };
  return {
    'GET /proxies': () =>
      ok(Object.fromEntries(proxies.all().map((proxy) => [proxy.name, proxy.describe()]))),
    'POST /proxies': async ({ json }) => {
      const request = readProxy(json());
      if (proxies.find(request.name) !== undefined) throw alreadyExists('proxy');
      return created((await proxies.add(request)).describe());
    },
    'POST /populate': async ({ json }) => {
      const populated: TcpProxy[] = [];
      for (const request of readPopulation(json())) populated.push(await proxies.addOrReplace(request));
      return created({ proxies: populated.map((proxy) => proxy.describe()) });
    },
    'GET /proxies/*': ({ names: [name] }) => ok(findProxy(proxies, name).describe()),
    'POST /proxies/*': update,
    'PATCH /proxies/*': update,
    'DELETE /proxies/*': async ({ names: [name] }) => {
      await proxies.remove(findProxy(proxies, name));
      return noContent;
    },
  };
}

async function updateProxy(proxy: TcpProxy, body: unknown): Promise<void> {
  const update = readProxyUpdate(body, { ...proxy.route, enabled: proxy.enabled });
  if (!proxy.follows(update)) await proxy.reroute(update);
  if (update.enabled) await proxy.enable();
  else await proxy.disable();
}
