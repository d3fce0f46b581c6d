import type { ProxyCollection } from '../proxy/proxy-collection.js';
import type { TcpProxy } from '../proxy/tcp-proxy.js';
import { Toxic } from '../toxics/toxic.js';
import { TOXIC_TYPES } from '../toxics/toxic-types.js';
import { type Answer, noContent, ok } from './answer.js';
import { alreadyExists, ApiError, notFound } from './api-error.js';
import { findProxy } from './find-proxy.js';
import type { Handler, Routes } from './handler.js';
import { readToxic, readToxicChange } from './toxic-input.js';

export function toxicRoutes(proxies: ProxyCollection): Routes {
  const update: Handler = ({ names: [name, toxicName], json }) => {
    const proxy = findProxy(proxies, name);
    const toxic = findToxic(proxy, toxicName);
    proxy.toxics.update(toxic, readToxicChange(json(), toxic.describe()));
    return ok(toxic.describe());
  };
  return {
    'GET /proxies/*/toxics': ({ names: [name] }) => ok(findProxy(proxies, name).describe().toxics),
    'POST /proxies/*/toxics': ({ names: [name], json }) => addToxic(findProxy(proxies, name), json()),
    'GET /proxies/*/toxics/*': ({ names: [name, toxic] }) =>
      ok(findToxic(findProxy(proxies, name), toxic).describe()),
    'POST /proxies/*/toxics/*': update,
    'PATCH /proxies/*/toxics/*': update,
    'DELETE /proxies/*/toxics/*': ({ names: [name, toxic] }) => {
      const proxy = findProxy(proxies, name);
      proxy.toxics.remove(findToxic(proxy, toxic));
      return noContent;
    },
  };
}

function addToxic(proxy: TcpProxy, body: unknown): Answer {
  const description = readToxic(body);
  if (proxy.toxics.find(description.name) !== undefined) throw alreadyExists('toxic');
  const type = TOXIC_TYPES[description.type];
  if (type === undefined) throw new ApiError(400, 'invalid toxic type');
  const toxic = new Toxic(description, type, proxy.toxics.random.fork(description.name));
  proxy.toxics.add(toxic);
  return ok(toxic.describe());
}

function findToxic(proxy: TcpProxy, name: string): Toxic {
  const toxic = proxy.toxics.find(name);
  if (toxic === undefined) throw notFound('toxic');
  return toxic;
}
