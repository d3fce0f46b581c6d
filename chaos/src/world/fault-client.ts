const TIMEOUT_MS = 5_000;

/** A fault on the wire, as Toxiproxy's HTTP API takes it. */
export interface Toxic {
  readonly type: 'latency' | 'bandwidth' | 'slow_close' | 'timeout' | 'reset_peer' | 'slicer' | 'limit_data';
  /** Default `downstream`: what comes back. */
  readonly stream?: 'upstream' | 'downstream';
  /** Share of the connections that it hits. Default 1. */
  readonly toxicity?: number;
  readonly attributes: Readonly<Record<string, number>>;
}

/** A fault in an HTTP exchange; only the workspace's own fault proxy knows these. */
export interface HttpFault {
  readonly type: 'status' | 'delay' | 'damage_body';
  /** Rolled for each request. */
  readonly probability: number;
  readonly method?: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Puts faults between the services, through the HTTP API of the fault proxy. */
export class FaultClient {
  constructor(private readonly url: string) {}

  /** Nobody listens any more, and whoever was connected is cut off. */
  down(proxy: string): Promise<void> {
    return this.send('POST', `/proxies/${proxy}`, { enabled: false });
  }

  up(proxy: string): Promise<void> {
    return this.send('POST', `/proxies/${proxy}`, { enabled: true });
  }

  add(proxy: string, toxic: Toxic): Promise<void> {
    return this.send('POST', `/proxies/${proxy}/toxics`, toxic);
  }

  addHttp(proxy: string, fault: HttpFault): Promise<void> {
    return this.send('POST', `/proxies/${proxy}/http_faults`, { name: fault.type, ...fault });
  }

  /** Every proxy is up and without any fault. */
  reset(): Promise<void> {
    return this.send('POST', '/reset');
  }

  private async send(method: string, path: string, body?: unknown): Promise<void> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    if (!response.ok)
      throw new Error(
        `The fault proxy answered ${method} ${path} with ${response.status}: ${await response.text()}`,
      );
  }
}
