import { Agent, type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';
import { FaultServer, type FaultScenario } from '@baluarte/testing';
import { FaultProxy } from '../../src/index.js';
import { Control } from './control.js';

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
  readonly headers: IncomingMessage['headers'];
  readonly rawHeaders: readonly string[];
  readonly tookMs: number;
}

interface RequestInit {
  readonly method?: string;
  readonly path?: string;
  readonly body?: string | Buffer;
  readonly headers?: Record<string, string> | readonly string[];
}

/** A proxy called `edge` before an HTTP server, and a client that keeps one connection alive. */
export class HttpEdge {
  readonly server: FaultServer;
  readonly control: Control;
  readonly #port: number;
  readonly #proxy: FaultProxy;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  readonly #sockets = new Set<Socket>();

  private constructor(server: FaultServer, proxy: FaultProxy, port: number) {
    this.server = server;
    this.control = new Control(proxy.url);
    this.#proxy = proxy;
    this.#port = port;
  }

  static async start(seed = 1): Promise<HttpEdge> {
    const server = await FaultServer.start();
    const proxy = await FaultProxy.start({ port: 0, seed });
    return new HttpEdge(server, proxy, await new Control(proxy.url).createProxy('edge', server.port));
  }

  get port(): number {
    return this.#port;
  }

  /** How many connections the client has opened. */
  get clientConnections(): number {
    return this.#sockets.size;
  }

  answers(scenario: FaultScenario): void {
    this.server.script(scenario);
  }

  addFault(fault: object): Promise<unknown> {
    return this.control.done('POST', '/proxies/edge/http_faults', fault);
  }

  removeFault(name: string): Promise<unknown> {
    return this.control.done('DELETE', `/proxies/edge/http_faults/${name}`);
  }

  /** Sends a request through the proxy; on a new connection unless one is kept alive. */
  async ask({ method = 'GET', path = '/', body, headers }: RequestInit = {}): Promise<HttpAnswer> {
    const beganMs = performance.now();
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port: this.#port, agent: this.#agent, method, path };
      const asked = request({ ...options, ...(headers && { headers }) }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({
            ...{ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString('latin1') },
            ...{
              headers: answer.headers,
              rawHeaders: answer.rawHeaders,
              tookMs: performance.now() - beganMs,
            },
          }),
        );
      });
      asked.on('socket', (socket) => this.#sockets.add(socket));
      asked.on('error', reject);
      asked.end(body);
    });
  }

  async close(): Promise<void> {
    this.#agent.destroy();
    await this.#proxy.close();
    await this.server.close();
  }
}
