import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import { createSlackSimulator, type SlackSimulatorOptions } from '../../../simulators/slack/index.ts';
import { isJson, type Json } from '../../../simulators/slack/json.ts';

export const ADA = 'U0ADA00001';
export const BEN = 'U0BEN00002';
export const DEPLOYS = 'C0DEPLOYS1';
export const LOUNGE = 'C0LOUNGE03';
export const ARCHIVE = 'C0ARCHIVE4';

/** A started simulator that stops with the test. */
export async function startSlack(options: SlackSimulatorOptions = {}) {
  const slack = createSlackSimulator({ limits: 'off', ...options });
  await slack.start();
  onTestFinished(() => slack.stop());
  const api = async (method: string, args: Json = {}, token: string | null = slack.botToken) => {
    const response = await fetch(`${slack.apiUrl}/${method}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(args),
    });
    const body: unknown = await response.json();
    return { status: response.status, headers: response.headers, ...(isJson(body) ? body : {}) } as Reply;
  };
  return { slack, api };
}

export type Reply = Json & { readonly status: number; readonly headers: Headers };

export interface BotHears {
  readonly headers: IncomingMessage['headers'];
  readonly raw: string;
  /** The form's fields, its `payload` parsed, or the JSON body. */
  readonly body: Json;
}

interface Told {
  readonly status?: number;
  readonly json?: unknown;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}
type Answer = Told | 'never';

/** A bot without Bolt: hears everything, answers as told. */
export async function startBot(answer: (heard: BotHears) => Answer | Promise<Answer> = () => ({})) {
  const heard: BotHears[] = [];
  const server = createServer((request, response) => {
    void receive(request, heard, answer, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return { heard, requestUrl: `http://127.0.0.1:${port}/slack/events` };
}

async function receive(
  request: IncomingMessage,
  heard: BotHears[],
  answer: (heard: BotHears) => Answer | Promise<Answer>,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const raw = Buffer.concat(chunks).toString('utf8');
  const one = { headers: request.headers, raw, body: parse(raw) };
  heard.push(one);
  const told = await answer(one);
  if (told === 'never') return;
  for (const [name, value] of Object.entries(told.headers ?? {})) response.setHeader(name, value);
  if (told.json !== undefined) response.setHeader('content-type', 'application/json');
  response.statusCode = told.status ?? 200;
  response.end(told.json === undefined ? (told.text ?? '') : JSON.stringify(told.json));
}

function parse(raw: string): Json {
  const form = raw.startsWith('{') ? null : Object.fromEntries(new URLSearchParams(raw));
  const value: unknown = form === null ? JSON.parse(raw) : form.payload ? JSON.parse(form.payload) : form;
  return isJson(value) ? value : {};
}

export const section = (text: string, more: Json = {}) => ({
  type: 'section',
  text: { type: 'mrkdwn', text },
  ...more,
});

export const button = (text: string, actionId: string, more: Json = {}) => ({
  type: 'button',
  text: { type: 'plain_text', text },
  action_id: actionId,
  ...more,
});

export const actions = (...elements: readonly Json[]) => ({ type: 'actions', block_id: 'buttons', elements });
