import { z } from 'zod';

/**
 * By what a person can be told apart who made the commit or started the pipeline, as CircleCI passes it on. None of
 * it is proof: whoever makes a commit writes its e-mail address. Names of people are not among it on purpose.
 */
export interface PipelineIdentities {
  readonly authorEmail: string | null;
  readonly authorLogin: string | null;
  readonly actorLogin: string | null;
}

export const NO_IDENTITIES: PipelineIdentities = { authorEmail: null, authorLogin: null, actorLogin: null };

const text = z.string().nullable().catch(null).default(null);
const stored = z.object({ authorEmail: text, authorLogin: text, actorLogin: text }).catch(NO_IDENTITIES);

/** @returns what was stored, whatever is missing from it as null */
export function readIdentities(json: unknown): PipelineIdentities {
  return stored.parse(json);
}

/** @returns both accounts of the same pipeline in one: what is known is never replaced by nothing */
export function mergeIdentities(
  older: PipelineIdentities | undefined,
  newer: PipelineIdentities | undefined,
): PipelineIdentities | undefined {
  if (older === undefined || newer === undefined) return newer ?? older;
  return {
    authorEmail: newer.authorEmail ?? older.authorEmail,
    authorLogin: newer.authorLogin ?? older.authorLogin,
    actorLogin: newer.actorLogin ?? older.actorLogin,
  };
}
