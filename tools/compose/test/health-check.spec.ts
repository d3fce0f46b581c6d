import { run } from '../src/check/command.js';
import { closed, listening, serverOf } from './http-server.js';
import { ROOT } from './workspace.js';

const options = { signal: new AbortController().signal, timeoutMs: 60_000 };
const codeOf = async (url: string) =>
  (await run(process.execPath, [`${ROOT}deploy/image/health-check.mjs`, url], options)).code;

describe('the health check of an image', () => {
  it('is content with 200 and with nothing else', async () => {
    const server = serverOf(({ url }, response) => response.writeHead(url === '/ready' ? 200 : 503).end());
    const url = await listening(server);
    expect(await codeOf(`${url}/ready`)).toBe(0);
    expect(await codeOf(`${url}/draining`)).toBe(1);
    await closed(server);
    expect(await codeOf(`${url}/ready`)).toBe(1);
  });

  it('does not wait for ever', async () => {
    const server = serverOf(() => undefined);
    expect(await codeOf(await listening(server))).toBe(1);
    await closed(server);
  });
});
