import { z } from 'zod';

/**
 * What kind of payload Slack sent. Bolt and the listeners read the fields below without asking whether they are
 * there; a payload that lacks them never reaches Bolt. Source: Slack docs, slash commands, Events API, interaction payloads.
 */
export type PayloadKind =
  /** Answered by a listener. */
  | 'request'
  /** Acknowledged before it is worked on. */
  | 'event'
  | 'url_verification'
  | 'app_rate_limited'
  /** A payload that nothing here answers: it is acknowledged and otherwise ignored. */
  | 'unknown'
  | 'malformed';

const Person = z.object({ id: z.string(), team_id: z.string().nullish() });
/** Kept for ten minutes, so that a replay is known. */
const Id = z.string().min(1).max(255);
const Interaction = z.object({
  user: Person,
  team: z.object({ id: z.string() }).nullish(),
  channel: z.object({ id: z.string() }).nullish(),
});
const REQUESTS: Readonly<Record<string, z.ZodType>> = {
  block_actions: Interaction.extend({
    trigger_id: Id,
    actions: z.array(z.object({ action_id: z.string() })).min(1),
  }),
  block_suggestion: Interaction.extend({ action_id: z.string(), value: z.string() }),
  view_submission: Interaction.extend({ view: z.object({ id: z.string(), callback_id: z.string() }) }),
};
/** Some clients and proxies leave out what is empty. */
const Command = z.object({
  command: z.string(),
  text: z.string().nullish(),
  team_id: z.string(),
  user_id: z.string(),
  channel_id: z.string().nullish(),
  trigger_id: Id,
  response_url: z.string(),
});
const Event = z.object({ event_id: Id, event: z.object({ type: z.string() }) });
const Typed = z.object({ type: z.string() });

/** @param body what Slack sent, parsed; `malformed` when it is not a payload of Slack's */
export function kindOf(body: unknown): PayloadKind {
  if (typeof body === 'object' && body !== null && 'command' in body) {
    return Command.safeParse(body).success ? 'request' : 'malformed';
  }
  const type = Typed.safeParse(body).data?.type;
  if (type === undefined) return 'malformed';
  if (type === 'url_verification' || type === 'app_rate_limited') return type;
  if (type === 'event_callback') return Event.safeParse(body).success ? 'event' : 'malformed';
  const expected = Object.hasOwn(REQUESTS, type) ? REQUESTS[type] : undefined;
  if (expected === undefined) return 'unknown';
  return expected.safeParse(body).success ? 'request' : 'malformed';
}
