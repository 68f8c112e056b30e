import { type ApiVersion, type Endpoint, type HostName, type HttpMethod, isIdempotent } from './endpoint.ts';
import { resources } from './resources/index.ts';

export interface EndpointInfo {
  /** `pipelines.get`: the resource and the method of the client. */
  readonly id: string;
  readonly method: HttpMethod;
  /** As written in the OpenAPI description of its API. */
  readonly path: string;
  readonly host: HostName;
  readonly api: ApiVersion;
  /** Not on CircleCI Server. */
  readonly cloudOnly: boolean;
  /** May be tried again without asking what came of the first try. */
  readonly idempotent: boolean;
}

export interface NamedRow {
  readonly id: string;
  readonly resource: string;
  readonly name: string;
  readonly row: Endpoint;
}

/** Every row with its id, in the order of the registry. */
export function allRows(): NamedRow[] {
  return Object.entries<Readonly<Record<string, Endpoint>>>(resources).flatMap(([resource, rows]) =>
    Object.entries(rows).map(([name, row]) => ({ id: `${resource}.${name}`, resource, name, row })),
  );
}

/** One entry for each row. */
export const endpoints: readonly EndpointInfo[] = allRows().map(({ id, row }) => ({
  id,
  method: row.method,
  path: row.path,
  host: row.host,
  api: row.api,
  cloudOnly: row.cloudOnly,
  idempotent: isIdempotent(row.method),
}));
