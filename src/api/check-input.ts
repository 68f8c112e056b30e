import { z } from 'zod';
import type { Endpoint } from './endpoint.ts';
import { CircleCIError } from './errors.ts';
import { fillPath, PathError } from './path.ts';
import { queryString } from './query.ts';

/** The parts of a call as they come from the caller. */
export interface CallInput {
  readonly path?: Readonly<Record<string, unknown>> | undefined;
  readonly query?: unknown;
  readonly body?: unknown;
}

export interface CheckedInput {
  /** Path and query, escaped. */
  readonly target: string;
  /** JSON, or null for an endpoint without a body. */
  readonly body: string | null;
}

/**
 * @returns what to send
 * @throws CircleCIError `invalid_request` naming what is wrong by its place, never by its value
 */
export function checkInput(id: string, row: Endpoint, input: CallInput): CheckedInput {
  const query = checkPart(id, 'query', row.query, input.query);
  const body = checkPart(id, 'body', row.body, input.body);
  try {
    return {
      target: fillPath(row.path, input.path) + queryString(query),
      body: row.body === undefined ? null : JSON.stringify(body ?? {}),
    };
  } catch (error) {
    if (error instanceof PathError) throw refused(id, error.message);
    throw error;
  }
}

function checkPart(
  id: string,
  part: 'query' | 'body',
  schema: z.ZodType | undefined,
  value: unknown,
): Record<string, unknown> | undefined {
  if (schema === undefined) {
    if (value !== undefined) throw refused(id, `this endpoint takes no ${part}`);
    return undefined;
  }
  const result = schema.safeParse(value ?? {});
  if (!result.success) throw refused(id, `the ${part} is not valid: ${z.prettifyError(result.error)}`);
  return result.data as Record<string, unknown>;
}

function refused(id: string, problem: string): CircleCIError {
  return new CircleCIError({ code: 'invalid_request', endpoint: id, problem, secrets: [] });
}
