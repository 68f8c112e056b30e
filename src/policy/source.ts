import { readFile, stat } from 'node:fs/promises';
import type { Policy } from '../domain/policy.ts';
import type { Logger } from '../telemetry/log.ts';
import { type PolicyProblem, readPolicy } from './read.ts';
import { createProjectNames } from './resolve-projects.ts';

/** Where the rules come from at this moment. */
export interface PolicySource {
  /** The rules in force; null without a file. Until the projects that they name are known they fail closed. */
  current(): Policy | null;
  /**
   * Finds out which projects the rules name, now and whenever the file changes.
   *
   * @param resolve asks CircleCI about a slug; false when it knows no such project. Throws while it cannot be asked.
   */
  resolveProjects(resolve: (slug: string) => Promise<boolean>): Promise<void>;
  /** Ends looking at the file. */
  stop(): void;
}

/** The file of rules cannot be used, and there is none in force that could be kept. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
  readonly code = 'policy_invalid';

  constructor(path: string, problems: readonly PolicyProblem[]) {
    super([`POLICY_FILE ${path} cannot be used:`, ...problems.map(problemLine)].join('\n'));
  }
}

/** @returns `  line 12: where.project: …` */
export function problemLine({ line, message }: PolicyProblem): string {
  return `  line ${line}: ${message}`;
}

/** Looked at this often rather than watched: a mounted file is replaced in ways that watching does not notice. */
const LOOK_EVERY_MS = 2_000;

/**
 * Reads a file of rules, and again whenever it changes. A file that is wrong, or gone, is refused as a whole: the
 * rules before it stay in force.
 *
 * @param path null for no file: then there are no rules
 * @throws PolicyError when it cannot be used at the start
 */
export async function openPolicy(
  path: string | null,
  log: Logger,
  everyMs = LOOK_EVERY_MS,
): Promise<PolicySource> {
  if (path === null) return { current: () => null, resolveProjects: async () => {}, stop: () => {} };
  let seen = await stampOf(path);
  const first = await load(path);
  if (!first.ok) throw new PolicyError(path, first.problems);
  let policy = first.policy;
  const projects = createProjectNames(log);
  projects.follow(policy);
  let looking = false;
  const look = async () => {
    const stamp = await stampOf(path);
    if (stamp === seen) return;
    seen = stamp;
    const reading = await load(path);
    if (!reading.ok) {
      log.error(
        { path, problems: reading.problems.map(problemLine) },
        'the policy was not taken; the old one stays',
      );
    } else if (reading.policy.digest !== policy.digest) {
      policy = reading.policy;
      projects.follow(policy);
      log.info({ path, digest: policy.digest, rules: policy.rules.length }, 'a new policy is in force');
    }
  };
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    look()
      .then(() => projects.resolveAll())
      .catch((error: unknown) => log.error({ err: error }, 'the policy could not be looked at'))
      .finally(() => {
        looking = false;
      });
  }, everyMs);
  timer.unref();
  log.info({ path, digest: policy.digest, rules: policy.rules.length }, 'a policy is in force');
  return {
    current: () => projects.closed(policy),
    resolveProjects: (resolve) => projects.resolveWith(resolve),
    stop: () => clearInterval(timer),
  };
}

async function load(path: string): Promise<ReturnType<typeof readPolicy>> {
  try {
    return readPolicy(await readFile(path, 'utf8'));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return { ok: false, problems: [{ line: 1, message: `the file cannot be read (${code})` }] };
  }
}

async function stampOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  return found === null ? 'gone' : `${found.ino}:${found.size}:${found.mtimeMs}`;
}
