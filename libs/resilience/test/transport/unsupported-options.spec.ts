import { Agent } from 'node:http';
import axios, { type AxiosRequestConfig } from 'axios';
import { faults, FaultServer } from '@baluarte/testing';
import { UndiciTransport } from '../../src/transport/undici-transport.js';
import { rejection } from './outcome.js';

const UNSUPPORTED: Record<string, unknown>[] = [
  { maxRedirects: 5 },
  { beforeRedirect: () => undefined },
  { socketPath: '/run/service.sock' },
  { proxy: { host: '127.0.0.1', port: 1 } },
  { httpAgent: new Agent() },
  { httpsAgent: {} },
  { transport: {} },
  { lookup: () => undefined },
  { family: 6 },
  { httpVersion: 2 },
  { http2Options: {} },
  { insecureHTTPParser: true },
  { maxRate: 1_000 },
  { onUploadProgress: () => undefined },
  { onDownloadProgress: () => undefined },
];

describe('the undici transport', () => {
  let server: FaultServer;
  const transport = new UndiciTransport();

  beforeAll(async () => {
    server = await FaultServer.start();
    server.script(faults.respond());
  });

  afterAll(async () => {
    await transport.destroy();
    await server.close();
  });

  const call = (config: AxiosRequestConfig) =>
    axios.get(server.url, { adapter: transport.adapter, ...config });

  it.each(UNSUPPORTED)('refuses what it would have to ignore: %j', async (config) => {
    const before = server.requests.length;
    const error = await rejection(call(config));
    expect(error.code).toBe('ERR_NOT_SUPPORT');
    expect(error.message).toMatch(
      new RegExp(
        `^The option ${Object.keys(config)[0]} is not supported by this transport: .*, or use axios' own`,
      ),
    );
    expect(error.config).toMatchObject(config);
    expect(server.requests).toHaveLength(before);
  });

  it('takes the values that mean nothing', async () => {
    const nothing: object = {
      ...{ maxRedirects: 0, proxy: false, socketPath: null, httpAgent: undefined },
      ...{ family: 0, httpVersion: 1, insecureHTTPParser: false },
    };
    expect((await call(nothing)).status).toBe(200);
  });
});
