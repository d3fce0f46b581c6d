export interface Address {
  readonly host: string;
  readonly port: number;
}

const FORM = /^(?:\[([^\]]+)\]|([^:[\]]*)):(\d{1,5})$/;

/** `host:port`, `[::1]:port` or `:port` (every interface), or nothing if it is none of these. */
export function parseAddress(text: string): Address | undefined {
  const [, ipv6, host, port] = FORM.exec(text) ?? [];
  const number = Number(port);
  if (port === undefined || number > 65_535) return undefined;
  return { host: ipv6 ?? host ?? '', port: number };
}

export function formatAddress({ host, port }: Address): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Whether both lead to the same place, as `localhost:80` and `127.0.0.1:80` do. */
export function sameAddress(one: Address, other: Address): boolean {
  return one.port === other.port && canonicalHost(one.host) === canonicalHost(other.host);
}

function canonicalHost(host: string): string {
  if (host === 'localhost') return '127.0.0.1';
  return host === '0.0.0.0' || host === '::' ? '' : host;
}
