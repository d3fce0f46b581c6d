import type { ProxyCollection } from '../proxy/proxy-collection.js';
import { noContent, ok } from './answer.js';
import type { Routes } from './handler.js';
import { httpFaultRoutes } from './http-fault-routes.js';
import { proxyRoutes } from './proxy-routes.js';
import { toxicRoutes } from './toxic-routes.js';

/** The version of Toxiproxy whose HTTP API this is. */
const API_VERSION = '2.12.0';

export function controlRoutes(proxies: ProxyCollection): Routes {
  return {
    'GET /version': () => ok({ version: API_VERSION }),
    'POST /reset': async () => {
      await proxies.reset();
      return noContent;
    },
    ...proxyRoutes(proxies),
    ...toxicRoutes(proxies),
    ...httpFaultRoutes(proxies),
  };
}
