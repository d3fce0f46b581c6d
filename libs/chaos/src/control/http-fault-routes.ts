import type { ProxyCollection } from '../proxy/proxy-collection.js';
import { noContent, ok } from './answer.js';
import { alreadyExists, notFound } from './api-error.js';
import { findProxy } from './find-proxy.js';
import type { Routes } from './handler.js';
import { readHttpFault } from './http-fault-input.js';

export function httpFaultRoutes(proxies: ProxyCollection): Routes {
  return {
    'GET /proxies/*/http_faults': ({ names: [name] }) => ok(findProxy(proxies, name).httpFaults.describe()),
    'POST /proxies/*/http_faults': ({ names: [name], json }) => {
      const proxy = findProxy(proxies, name);
      const fault = readHttpFault(json());
      if (proxy.httpFaults.has(fault.name)) throw alreadyExists('http fault');
      proxy.addHttpFault(fault);
      return ok(fault);
    },
    'DELETE /proxies/*/http_faults/*': ({ names: [name, fault] }) => {
      const { httpFaults } = findProxy(proxies, name);
      if (!httpFaults.has(fault)) throw notFound('http fault');
      httpFaults.remove(fault);
      return noContent;
    },
  };
}
