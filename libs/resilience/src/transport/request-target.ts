import { Axios, AxiosError, isAxiosError, type InternalAxiosRequestConfig } from 'axios';

/** Where a request goes, and whose it is. */
export interface RequestTarget {
  /** `https://host:port` */
  readonly origin: string;
  /** With the query string, without the fragment. */
  readonly path: string;
  /** `user:password`, from `config.auth` or else from the URL. */
  readonly credentials?: string;
}

/** An instance without defaults, so that nothing set on the global one takes part. */
const addresses = new Axios({});

/**
 * Puts the address of a request together as axios' http adapter does.
 *
 * @throws AxiosError ERR_INVALID_URL or ERR_BAD_REQUEST when there is no such address
 */
export function requestTarget(config: InternalAxiosRequestConfig): RequestTarget {
  const url = parse(config);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new AxiosError(`Unsupported protocol ${url.protocol}`, AxiosError.ERR_BAD_REQUEST, config);
  }
  const credentials = credentialsOf(config, url);
  const path = withParams(config, url.pathname + url.search);
  return { origin: url.origin, path, ...(credentials !== undefined && { credentials }) };
}

function parse(config: InternalAxiosRequestConfig): URL {
  const { baseURL, url, allowAbsoluteUrls } = config;
  try {
    return new URL(
      addresses.getUri({ baseURL, url, ...(allowAbsoluteUrls !== undefined && { allowAbsoluteUrls }) }),
    );
  } catch (error) {
    if (isAxiosError(error)) {
      error.config = config;
      throw error;
    }
    throw AxiosError.from(error as Error, AxiosError.ERR_INVALID_URL, config);
  }
}

function withParams(config: InternalAxiosRequestConfig, path: string): string {
  const { params, paramsSerializer } = config;
  if (!params) return path;
  try {
    return addresses.getUri({ url: path, params, ...(paramsSerializer && { paramsSerializer }) });
  } catch (error) {
    throw AxiosError.from(error as Error, AxiosError.ERR_BAD_REQUEST, config);
  }
}

function credentialsOf({ auth }: InternalAxiosRequestConfig, url: URL): string | undefined {
  if (auth) return `${auth.username || ''}:${auth.password || ''}`;
  if (!url.username && !url.password) return undefined;
  return `${decoded(url.username)}:${decoded(url.password)}`;
}

/** A percent sign that begins no escape is itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if ((error as Error).name !== 'URIError') throw error;
    return text;
  }
}
