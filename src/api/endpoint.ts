import type { z } from 'zod';

/**
 * An endpoint is a value: what is sent, what comes back, and where. `resources/` has one per operation;
 * `request.ts` is the one pipeline that carries them all out.
 */

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
/** Which of CircleCI's APIs the path belongs to; `src/api/hosts.ts` knows where each lives. */
export type ApiVersion = 'v1.1' | 'v2' | 'v3';
/** The runner API has a host of its own on Cloud. */
export type HostName = 'circleci' | 'runner';

type Schema = z.ZodType;

export interface Endpoint<
  P extends string = string,
  Q extends Schema | undefined = Schema | undefined,
  B extends Schema | undefined = Schema | undefined,
  R extends Schema = Schema,
> {
  readonly method: HttpMethod;
  /** As written in the OpenAPI description, without the version: `/project/{project-slug}/pipeline`. */
  readonly path: P;
  readonly query: Q;
  /** Sent as JSON. */
  readonly body: B;
  readonly response: R;
  /** `text`: the body as it comes, not parsed. */
  readonly format: 'json' | 'text';
  readonly api: ApiVersion;
  readonly host: HostName;
  /** True when a CircleCI Server does not have it. Source: CircleCI docs, "API availability on CircleCI server". */
  readonly cloudOnly: boolean;
  /** The longest answer that is read, in bytes. */
  readonly maxBodyBytes: number;
  /** Keys of the body whose values must never be seen in an error, should CircleCI repeat them. */
  readonly secretKeys: readonly string[];
}

interface Row<P extends string, Q, B, R> {
  readonly method: HttpMethod;
  readonly path: P;
  readonly query?: Q;
  readonly body?: B;
  readonly response: R;
  readonly format?: 'json' | 'text';
  readonly api?: ApiVersion;
  readonly host?: HostName;
  readonly cloudOnly?: boolean;
  readonly maxBodyBytes?: number;
  readonly secretKeys?: readonly string[];
}

const MIB = 1024 * 1024;
/**
 * A page of twenty pipelines with long commit messages has some 100 KB; anything near this limit is not an answer of
 * CircleCI's, and a limit far above it would only make nonsense expensive.
 */
const USUAL_BODY_BYTES = 4 * MIB;
/** For answers that hold what other people wrote: whole configurations, messages of tests, steps of parallel runs. */
export const LONG_BODY_BYTES = 8 * MIB;
/** For the output of a step, which is kept as text and never parsed. */
export const LOG_BODY_BYTES = 20 * MIB;

/** Fills in what most rows share: JSON, API v2, CircleCI's own host, on Server too. */
export function endpoint<
  const P extends string,
  R extends Schema,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
>(row: Row<P, Q, B, R>): Endpoint<P, Q, B, R> {
  return {
    format: 'json',
    api: 'v2',
    host: 'circleci',
    cloudOnly: false,
    maxBodyBytes: USUAL_BODY_BYTES,
    secretKeys: [],
    ...row,
    query: row.query as Q,
    body: row.body as B,
  };
}

/** True when doing it twice is doing it once, so that the pipeline may try again. Source: RFC 9110, 9.2.2. */
export function isIdempotent(method: HttpMethod): boolean {
  return method === 'GET' || method === 'PUT' || method === 'DELETE';
}

type ParamNames<P extends string> = P extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamNames<Rest>
  : never;

type PathInput<P extends string> = [ParamNames<P>] extends [never]
  ? { readonly path?: undefined }
  : { readonly path: { readonly [K in ParamNames<P>]: string | number } };

type PartInput<K extends string, S> = S extends Schema
  ? Record<never, never> extends z.input<S>
    ? { readonly [Key in K]?: z.input<S> }
    : { readonly [Key in K]: z.input<S> }
  : { readonly [Key in K]?: undefined };

/** What a call takes: `path`, `query` and `body`, each only when the row has it. */
export type InputOf<E> =
  E extends Endpoint<infer P, infer Q, infer B, Schema>
    ? PathInput<P> & PartInput<'query', Q> & PartInput<'body', B>
    : never;

/** What a call resolves to: the response, checked. */
export type OutputOf<E> = E extends { readonly response: infer R extends Schema } ? z.output<R> : never;
