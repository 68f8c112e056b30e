import { z } from 'zod';

/**
 * CircleCI's outbound webhooks, as far as the bot reads them. Everything it can do without is optional and,
 * when of an unexpected type, taken as missing: fields may come and go, and a delivery must not be refused for it.
 * Source: CircleCI docs, outbound webhooks reference; GitHub App payloads as observed.
 */
/** Ids are UUIDs today; anything printable without spaces will do, as they are only compared. */
const id = z.string().regex(/^[!-~]{1,200}$/, 'must be an id');
const text = z.string().nullish().catch(null);
const number = z.number().int().nullish().catch(null);
/** A part of which everything is optional, so that it may be missing as a whole. */
const part = <T extends z.ZodRawShape>(shape: T) => z.object(shape).nullish().catch(null);

const person = part({ name: text, email: text });

const vcs = part({
  origin_repository_url: text,
  target_repository_url: text,
  revision: text,
  branch: text,
  tag: text,
  commit: part({ subject: text, author: person }),
});

const git = part({
  branch: text,
  tag: text,
  ref: text,
  checkout_sha: text,
  checkout_url: text,
  repo_url: text,
  commit_message: text,
  commit_author_name: text,
  commit_author_email: text,
  author_login: text,
});

const host = part({
  branch: text,
  tag: text,
  ref: text,
  full_ref: text,
  commit_sha: text,
  commit_title: text,
  commit_author_name: text,
  commit_author_email: text,
  user_username: text,
  user_name: text,
  web_url: text,
  repo_url: text,
  repo_name: text,
});

const pipeline = z.object({
  id,
  number,
  created_at: text,
  trigger: part({ type: text }),
  vcs,
  trigger_parameters: part({
    git,
    gitlab: host,
    github_app: host,
    circleci: part({ event_time: text, trigger_type: text }),
  }),
});

const workflow = z.object({ id, name: z.string(), created_at: text, stopped_at: text, url: text });

const envelope = z.object({
  id,
  type: z.string().regex(/^[ -~]{1,100}$/, 'must be a word'),
  webhook: z.object({ id }),
});

const completion = envelope.extend({
  happened_at: text,
  project: z.object({ id: z.string().catch(''), slug: z.string().min(1), name: text }),
  organization: part({ id: text, name: text }),
  pipeline,
});

export const completionPayload = z.discriminatedUnion('type', [
  completion.extend({
    type: z.literal('workflow-completed'),
    workflow: workflow.extend({ status: z.string().min(1) }),
  }),
  completion.extend({
    type: z.literal('job-completed'),
    // Left out of the published GitLab sample.
    workflow: workflow.nullish(),
    job: z.object({
      id,
      name: z.string(),
      number,
      status: z.string().min(1),
      started_at: text,
      stopped_at: text,
    }),
  }),
]);

export type CompletionPayload = z.output<typeof completionPayload>;
export type Envelope = z.output<typeof envelope>;

const COMPLETIONS: ReadonlySet<string> = new Set(['workflow-completed', 'job-completed']);

export type Checked =
  | { readonly ok: true; readonly envelope: Envelope }
  | { readonly ok: false; readonly reason: string };

/**
 * Checks that a payload is one the bot can use later: a completion with all it needs, or anything else that
 * says what it is (`ping`, and types CircleCI may add).
 *
 * @returns what identifies the delivery, or in plain words which fields are wrong
 */
export function checkPayload(json: unknown): Checked {
  const outer = envelope.safeParse(json);
  if (!outer.success) return { ok: false, reason: inWords(outer.error) };
  if (COMPLETIONS.has(outer.data.type)) {
    const inner = completionPayload.safeParse(json);
    if (!inner.success) return { ok: false, reason: inWords(inner.error) };
  }
  return { ok: true, envelope: outer.data };
}

/** Names the fields, never their values. */
function inWords(error: z.ZodError): string {
  const lines = error.issues.map(({ path, message }) => `${path.join('.') || 'the payload'}: ${message}`);
  return lines.slice(0, 5).join('; ');
}

const aboutPipeline = z.object({ pipeline: z.object({ id }) });

/** @returns the pipeline that a payload of any type says it is about; null when it says none */
export function pipelineIdIn(json: unknown): string | null {
  const read = aboutPipeline.safeParse(json);
  return read.success ? read.data.pipeline.id : null;
}
