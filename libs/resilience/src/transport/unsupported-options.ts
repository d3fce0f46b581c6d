import { AxiosError, type InternalAxiosRequestConfig } from 'axios';

type IsHarmless = (value: unknown) => boolean;

const unset: IsHarmless = (value) => value === undefined || value === null;
const falsy: IsHarmless = (value) => !value;

/** What axios' own http adapter understands and this transport does not, with what to do instead. */
const UNSUPPORTED: readonly (readonly [option: string, isHarmless: IsHarmless, instead: string])[] = [
  ['maxRedirects', falsy, 'follow the location header yourself, or use 0'],
  ['beforeRedirect', unset, 'this transport follows no redirects'],
  ['socketPath', unset, 'call the service by its host and port'],
  ['proxy', falsy, 'call the service directly'],
  ['httpAgent', unset, 'the transport has a pool of its own: set connections'],
  [
    'httpsAgent',
    unset,
    'the transport has a pool of its own: set connections, and NODE_EXTRA_CA_CERTS to trust a CA',
  ],
  ['transport', unset, 'the adapter is the transport'],
  ['lookup', unset, 'the names are looked up by the operating system'],
  ['family', (value) => unset(value) || value === 0, 'give an address of that family'],
  ['httpVersion', (value) => unset(value) || Number(value) === 1, 'the transport speaks HTTP/1.1'],
  ['http2Options', unset, 'the transport speaks HTTP/1.1'],
  ['insecureHTTPParser', falsy, 'the transport reads valid HTTP only'],
  ['maxRate', unset, 'the transport does not limit rates'],
  ['onUploadProgress', unset, 'count the bytes of a stream that you send'],
  ['onDownloadProgress', unset, 'use responseType "stream" and count its bytes'],
];

/**
 * Refuses what would otherwise be ignored in silence.
 *
 * @throws AxiosError with the code ERR_NOT_SUPPORT
 */
export function refuseUnsupportedOptions(config: InternalAxiosRequestConfig): void {
  const given = config as unknown as Readonly<Record<string, unknown>>;
  for (const [option, isHarmless, instead] of UNSUPPORTED) {
    const value = given[option];
    if (value === undefined || isHarmless(value)) continue;
    throw new AxiosError(
      `The option ${option} is not supported by this transport: ${instead}, or use axios' own http adapter.`,
      AxiosError.ERR_NOT_SUPPORT,
      config,
    );
  }
}
