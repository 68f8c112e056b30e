import type { ApiVersion, HostName } from './endpoint.ts';

/** Where each API is, worked out once from the configured address. */
export interface Hosts {
  /** True for a CircleCI Server, which lacks the endpoints marked `cloudOnly`. */
  readonly isServer: boolean;
  readonly base: (host: HostName, api: ApiVersion) => Base;
}

export interface Base {
  /** Scheme, host and port. */
  readonly origin: string;
  /** The path in front of an endpoint's own. */
  readonly prefix: string;
}

export interface HostOptions {
  readonly url: string;
  readonly server?: boolean;
  readonly runnerUrl?: string;
}

/**
 * On Cloud the runner API has a host of its own; on a Server it is on the Server's host.
 * Source: CircleCI docs, "Runner API".
 *
 * @throws TypeError when an address is not http or https
 */
export function resolveHosts(options: HostOptions): Hosts {
  const main = toUrl('url', options.url);
  const isCloud = isCircleCiCloud(main.hostname);
  const runner = toUrl(
    'runnerUrl',
    options.runnerUrl ?? (isCloud ? 'https://runner.circleci.com' : main.href),
  );
  const bases = { circleci: toBases(main), runner: toBases(runner) };
  return { isServer: options.server ?? !isCloud, base: (host, api) => bases[host][api] };
}

function isCircleCiCloud(hostname: string): boolean {
  return hostname === 'circleci.com' || hostname.endsWith('.circleci.com');
}

function toBases({ origin, pathname }: URL): Readonly<Record<ApiVersion, Base>> {
  const path = pathname.replace(/\/+$/, '');
  const base = (api: ApiVersion): Base => ({ origin, prefix: `${path}/api/${api}` });
  return { 'v1.1': base('v1.1'), v2: base('v2'), v3: base('v3') };
}

function toUrl(option: string, text: string): URL {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new TypeError(`createCircleCI: ${option} must be an http(s) address such as https://circleci.com`);
  }
  return url;
}
