import { onTestFinished } from 'vitest';
import {
  type CircleCI,
  CircleCIError,
  type CircleCIOptions,
  createCircleCI,
} from '../../../../src/api/index.ts';

export const TOKEN = 'a-token-that-nobody-may-see';

/** A client without jitter that ends with the test. Cloud unless told, so that every endpoint is there. */
export function startClient(url: string, options: Partial<CircleCIOptions> = {}): CircleCI {
  const client = createCircleCI({ token: TOKEN, url, server: false, random: () => 0, ...options });
  onTestFinished(() => client.close(0));
  return client;
}

/** @returns the CircleCIError a call ends with; anything else fails the test */
export async function errorOf(call: Promise<unknown>): Promise<CircleCIError> {
  const outcome = await call.then(
    (value) => new Error(`expected an error but got ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
  if (outcome instanceof CircleCIError) return outcome;
  throw outcome;
}

export const ME = { id: '5034460f-c7c4-4c43-9457-de07e2029e7b', login: 'ada', name: 'Ada', avatar_url: null };
