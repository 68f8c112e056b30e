import { isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { POLICY_ACTIONS, type Policy } from '../domain/policy.ts';
import { decide, type PolicyRequest } from './decide.ts';
import { type PolicyProblem, readPolicy } from './read.ts';

/** A table of what a policy is meant to decide, so that a change of it can be tried before it is in force. */

const name = z.string().nullish();
const Case = z.strictObject({
  name: z.string().min(1).max(200),
  expect: z.enum(['allowed', 'denied']),
  /** The rule that has to decide it. */
  rule: z.string().optional(),
  action: z.enum(POLICY_ACTIONS),
  project: name,
  branch: name,
  tag: name,
  workflow: name,
  job: name,
  channel: name,
  user: z.string(),
  groups: z.array(z.string()).default([]),
  /** A guest, a bot, or of another workspace. */
  outsider: z.boolean().default(false),
  linked: z.boolean().default(false),
  starter: z.boolean().default(false),
  reason: z.boolean().default(false),
  /** ISO 8601 with a zone; now unless told. */
  at: z.iso.datetime({ offset: true }).optional(),
});
const CaseFile = z.strictObject({ policy: z.string(), cases: z.array(Case).min(1).max(10_000) });

export interface CaseResult {
  readonly name: string;
  readonly line: number;
  /** Null when it is as expected. */
  readonly problem: string | null;
}

const HOME = 'T0HOME';

/**
 * @param text the table, YAML
 * @param load reads the policy that it names, relative to the table; null when it cannot be read
 */
export async function runCases(
  text: string,
  load: (path: string) => Promise<string | null>,
): Promise<{ readonly cases: readonly CaseResult[] } | { readonly problems: readonly PolicyProblem[] }> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' });
  const [broken] = document.errors;
  if (broken !== undefined) {
    return { problems: [{ line: lines.linePos(broken.pos[0]).line, message: broken.message }] };
  }
  const lineOf = (path: readonly PropertyKey[]): number => {
    const node: unknown = document.getIn(path, true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    return path.length === 0 ? 1 : lineOf(path.slice(0, -1));
  };
  const read = CaseFile.safeParse(document.toJS({ maxAliasCount: 100 }));
  if (!read.success) {
    return {
      problems: read.error.issues.map(({ path, message }) => ({
        line: lineOf(path),
        message: `${path.join('.')}: ${message}`,
      })),
    };
  }
  const policyText = await load(read.data.policy);
  if (policyText === null)
    return { problems: [{ line: lineOf(['policy']), message: 'names no policy file' }] };
  const reading = readPolicy(policyText);
  if (!reading.ok) return reading;
  return {
    cases: read.data.cases.map((one, index) => {
      const decision = decide(reading.policy, requestOf(one, reading.policy));
      const got = decision.allowed ? 'allowed' : 'denied';
      const rule = decision.rule?.name ?? 'no rule';
      const asExpected = got === one.expect && (one.rule === undefined || one.rule === rule);
      const missing = decision.missing.length === 0 ? '' : `, missing: ${decision.missing.join(', ')}`;
      const problem = asExpected ? null : `${got} by ${rule}${missing}`;
      return { name: one.name, line: lineOf(['cases', index]), problem };
    }),
  };
}

function requestOf(one: z.output<typeof Case>, { rules }: Policy): PolicyRequest {
  const groups = rules.flatMap(({ who }) => who.groups);
  const [, teamId = HOME, userId = ''] = /^(?:(T[A-Z0-9]+):)?(.*)$/.exec(one.user) ?? [];
  return {
    action: one.action,
    at: one.at === undefined ? new Date() : new Date(one.at),
    place: {
      channel: one.channel ?? null,
      project: one.project ?? null,
      branch: one.branch ?? null,
      tag: one.tag ?? null,
      workflow: one.workflow ?? null,
      job: one.job ?? null,
    },
    person: {
      teamId,
      userId,
      homeTeamId: HOME,
      isFullMember: !one.outsider && teamId === HOME,
      isLinked: one.linked,
      groups: new Map(groups.map((group) => [group, one.groups.includes(group)])),
    },
    isStarter: one.starter,
    hasReason: one.reason,
  };
}
