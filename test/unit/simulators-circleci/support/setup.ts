import { onTestFinished } from 'vitest';
import {
  type CircleCiOptions,
  type CircleCiSimulator,
  createCircleCiSimulator,
} from '../../../../simulators/circleci/index.ts';
import { type Receiver, startReceiver } from './receiver.ts';

export interface Answer {
  readonly status: number;
  // The simulator's answers are what is under test: nothing of the bot's own types is assumed.
  readonly body: Json;
  readonly headers: Headers;
}

export type Json = string & Json[] & { readonly [key: string]: Json };

export interface Call {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Sent as it is, without a content type. */
  readonly rawBody?: string;
}

export interface Api {
  /** `path` is below `/api/v2`, or absolute when it begins with `/api/` or `http`. */
  call(method: string, path: string, call?: Call): Promise<Answer>;
  get(path: string): Promise<Json>;
  post(path: string, body?: unknown): Promise<Answer>;
}

/** A started simulator whose scheduled things happen only when a test steps; stopped when the test ends. */
export async function startSimulator(
  options: CircleCiOptions = {},
): Promise<{ sim: CircleCiSimulator; api: Api }> {
  const sim = createCircleCiSimulator({ paused: true, ...options });
  await sim.start();
  onTestFinished(() => sim.stop());
  return { sim, api: apiOf(sim) };
}

/** The same with a receiver of its webhooks. */
export async function startWithReceiver(
  options: CircleCiOptions = {},
): Promise<{ sim: CircleCiSimulator; api: Api; receiver: Receiver }> {
  const receiver = await startReceiver();
  onTestFinished(() => receiver.stop());
  const { sim, api } = await startSimulator(options);
  sim.control.setWebhook({ url: receiver.url, secret: receiver.secret, name: 'under test' });
  return { sim, api, receiver };
}

function apiOf(sim: CircleCiSimulator): Api {
  async function call(
    method: string,
    path: string,
    { headers = {}, body, rawBody }: Call = {},
  ): Promise<Answer> {
    const url = path.startsWith('http')
      ? path
      : sim.url + (path.startsWith('/api/') ? path : `/api/v2${path}`);
    const response = await fetch(url, {
      method,
      headers: {
        'circle-token': sim.token,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined && rawBody === undefined ? {} : { body: rawBody ?? JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json');
    return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
  }

  async function get(path: string): Promise<Json> {
    const answer = await call('GET', path);
    if (answer.status !== 200)
      throw new Error(`GET ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  return { call, get, post: (path, body) => call('POST', path, { body }) };
}
