import type { Person } from '../model.ts';
import type { Simulation } from '../simulation.ts';
import type { Reply } from './reply.ts';

/** A request that was let in. */
export interface Exchange {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Parsed JSON; undefined when there was none, or when it was not sent as JSON and is ignored. */
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Whose token it was; on routes that need none, the simulator's own user. */
  readonly user: Person;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `:slug` stands for a project slug (three segments, or a project's UUID), `:n` for a number, `:name` for a segment. */
  readonly path: string;
  /** Query parameters it knows; any other is refused. */
  readonly query?: readonly string[];
  /** `none` for links that carry their own signature. */
  readonly auth?: 'none';
  /** Not on CircleCI Server, which answers this status instead. */
  readonly cloudOnly?: 404 | 500;
  readonly handle: (simulation: Simulation, exchange: Exchange) => Reply;
}
