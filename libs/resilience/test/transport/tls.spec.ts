import { readFileSync } from 'node:fs';
import { createSecureServer, type Http2SecureServer } from 'node:http2';
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import axios from 'axios';
import { UndiciTransport } from '../../src/transport/undici-transport.js';
import { outcomeOf } from './outcome.js';
import { openTransport, TRANSPORT_NAMES } from './transports.js';

/** Made for this test, and trusted by nobody. */
const [key, cert] = ['key', 'certificate'].map((part) =>
  readFileSync(new URL(`fixtures/localhost.${part}.pem`, import.meta.url), 'utf8'),
) as [string, string];

describe('a call over TLS', () => {
  let server: Http2SecureServer;
  let url: string;
  const trusted = getCACertificates('default');

  beforeAll(async () => {
    server = createSecureServer({ key, cert, allowHTTP1: true }, (request, response) => {
      const { alpnProtocol } = request.socket as { alpnProtocol?: string | false };
      response.end(JSON.stringify({ version: request.httpVersion, alpnProtocol }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `https://localhost:${(server.address() as AddressInfo).port}`;
  });

  afterEach(() => setDefaultCACertificates(trusted));

  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
  });

  it.each(TRANSPORT_NAMES)(
    'over the %s transport refuses a certificate that nobody vouches for',
    async (name) => {
      const { client, close } = openTransport(name);
      expect((await outcomeOf(client, { url })).error).toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
      await close();
    },
  );

  it('over the undici transport trusts those that Node trusts, and speaks HTTP/1.1', async () => {
    setDefaultCACertificates([...trusted, cert]);
    const transport = new UndiciTransport();
    const { data } = await axios.get<unknown>(url, { adapter: transport.adapter });
    expect(data).toEqual({ version: '1.1', alpnProtocol: 'http/1.1' });
    await transport.destroy();
  });

  it('over the undici transport ends when the other side accepts and then says nothing', async () => {
    const sockets: Socket[] = [];
    const silent = createTcpServer((socket) => sockets.push(socket.resume()));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const transport = new UndiciTransport({ connectTimeoutMs: 100 });
    const call = axios.get(`https://127.0.0.1:${port}`, { adapter: transport.adapter });
    await expect(call).rejects.toMatchObject({
      code: 'ETIMEDOUT',
      cause: { code: 'UND_ERR_CONNECT_TIMEOUT' },
    });
    expect(sockets).toHaveLength(1);
    await transport.destroy();
    await new Promise((resolve) => silent.close(resolve));
  });
});
