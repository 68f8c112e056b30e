import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Database } from '../storage/database.ts';
import type { Queue } from '../storage/queue.ts';
import type { Logger } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { type Answer, answers, badPayload, sendAnswer } from './answers.ts';
import { readBody } from './body.ts';
import { decode } from './decode.ts';
import { createInbox, type Inbox, InboxError } from './inbox.ts';
import { checkPayload, pipelineIdIn } from './payload.ts';
import { createRefusalLog } from './refusal-log.ts';
import { verifySignature } from './signature.ts';

const LIMITS = { maxBytes: 1024 * 1024, timeoutMs: 10_000 };

export interface WebhookRoute {
  /** Answers one request. Rejects only for a bug of its own. */
  handle(req: IncomingMessage, res: ServerResponse): Promise<void>;
  /** Stores what waits, refuses what comes after, and after `timeoutMs` what still waits. */
  close(timeoutMs: number): Promise<void>;
}

interface Tools {
  readonly secrets: readonly string[];
  readonly db: Database;
  readonly queue: Pick<Queue, 'add'>;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/**
 * `POST /webhooks/circleci`. A delivery is committed to the database before it is answered with 200; one that
 * comes again is answered the same and does nothing.
 *
 * @throws without a secret: unsigned deliveries are never taken
 */
export function createWebhookRoute(tools: Tools): WebhookRoute {
  const { secrets, db, queue, log, metrics } = tools;
  if (secrets.length === 0 || secrets.includes('')) {
    throw new Error('the webhook receiver needs a secret: without one anyone could send it events');
  }
  const inbox = createInbox({ db, queue, log, metrics });
  const refusals = createRefusalLog(log);

  return {
    async handle(req, res) {
      const began = performance.now();
      const answer = await receive(req, { secrets, inbox });
      metrics.delivery(answer?.outcome ?? 'aborted', (performance.now() - began) / 1000);
      if (answer === null) return;
      if (answer.status >= 400) refusals.note(answer.outcome, answer.message);
      sendAnswer(req, res, answer);
    },
    close: (timeoutMs) => inbox.close(timeoutMs),
  };
}

/** @returns the answer, or null when the client went away */
async function receive(
  req: IncomingMessage,
  { secrets, inbox }: { secrets: readonly string[]; inbox: Inbox },
): Promise<Answer | null> {
  const refusal = refuseByHead(req);
  if (refusal !== null) return refusal;

  const { bytes, problem } = await readBody(req, LIMITS);
  if (bytes === undefined) return refuseByBody(problem);

  if (!verifySignature(bytes, signatureOf(req), secrets)) return answers.badSignature;

  const decoded = decode(bytes);
  if (!decoded.ok) return badPayload(decoded.reason);
  const checked = checkPayload(decoded.json);
  if (!checked.ok) return badPayload(checked.reason);

  const { id, type, webhook } = checked.envelope;
  if (type === 'ping') return answers.ping;
  const pipelineId = pipelineIdIn(decoded.json);
  return store(inbox, { webhookId: webhook.id, eventId: id, type, pipelineId, text: decoded.storable });
}

function refuseByHead(req: IncomingMessage): Answer | null {
  if (req.method !== 'POST') return answers.wrongMethod;
  const type = req.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json') return answers.wrongType;
  const encoding = req.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  return encoding === 'identity' || encoding === '' ? null : answers.encoded;
}

function refuseByBody(problem: 'too-large' | 'too-slow' | 'aborted'): Answer | null {
  if (problem === 'too-large') return answers.tooLarge;
  return problem === 'too-slow' ? answers.tooSlow : null;
}

function signatureOf(req: IncomingMessage): string | undefined {
  const header = req.headers['circleci-signature'];
  return typeof header === 'string' ? header : undefined;
}

async function store(inbox: Inbox, delivery: Parameters<Inbox['store']>[0]): Promise<Answer> {
  try {
    return answers[await inbox.store(delivery)];
  } catch (error) {
    if (!(error instanceof InboxError)) throw error;
    if (error.code === 'unstorable') return badPayload(error.message);
    return error.code === 'full' ? answers.overloaded : answers.storageFailed;
  }
}
