import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that the programs of a project call: well until it is told to break. */
export class Peer {
  readonly requests: { readonly path: string; readonly traceparent: unknown }[] = [];
  readonly #server = createServer((request, response) => {
    this.requests.push({ path: request.url ?? '', traceparent: request.headers['traceparent'] });
    response.writeHead(this.isBroken && isProduct(request) ? 503 : 200, {
      'content-type': 'application/json',
    });
    response.end(JSON.stringify({ id: request.url?.split('/').at(-1) }));
  });
  isBroken = false;

  static async start(): Promise<Peer> {
    const peer = new Peer();
    await new Promise<void>((resolve) => peer.#server.listen(0, '127.0.0.1', resolve));
    return peer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }
}

function isProduct({ url = '' }: IncomingMessage): boolean {
  return url.startsWith('/products/');
}
