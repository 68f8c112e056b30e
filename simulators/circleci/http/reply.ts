/** An answer before it is written. A string or Buffer body goes out as it is, anything else as JSON. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown by routes: the request is answered with this status and `{ message }`. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export function ok(body: unknown): Reply {
  return { status: 200, body };
}

export function accepted(body: unknown): Reply {
  return { status: 202, body };
}

export function created(body: unknown): Reply {
  return { status: 201, body };
}

/** @throws Refusal 404 when there is no such thing */
export function found<T>(thing: T | undefined | null, message: string): T {
  if (thing === undefined || thing === null) throw new Refusal(404, message);
  return thing;
}

/** @returns the refusal as API v3 or the older APIs write it */
export function refusalReply(path: string, status: number, message: string): Reply {
  if (!path.startsWith('/api/v3/')) return { status, body: { message } };
  const type = V3_TYPES[status] ?? 'internal_error';
  return { status, body: { error: { id: '', type, title: type.replaceAll('_', ' '), detail: message } } };
}

const V3_TYPES: Readonly<Record<number, string>> = {
  400: 'invalid_request',
  401: 'unauthorized',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'payload_too_large',
  416: 'range_not_satisfiable',
  429: 'rate_limit_exceeded',
};
