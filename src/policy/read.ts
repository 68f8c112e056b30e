import { createHash } from 'node:crypto';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Policy, PolicyRule, RuleWhere } from '../domain/policy.ts';
import { projectPattern } from './project-names.ts';
import { PolicyFile } from './shape.ts';

export interface PolicyProblem {
  /** In the file, from 1. */
  readonly line: number;
  readonly message: string;
}

export type PolicyReading =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

const LARGEST = 1_000_000;

/**
 * @param text a policy file
 * @returns the policy, or everything that is wrong with it; never a part of it
 */
export function readPolicy(text: string): PolicyReading {
  if (text.length > LARGEST) return wrong([{ line: 1, message: `is longer than ${LARGEST} characters` }]);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' });
  const broken = [...document.errors, ...document.warnings];
  if (broken.length > 0) {
    return wrong(broken.map(({ pos, message }) => ({ line: lines.linePos(pos[0]).line, message })));
  }
  const lineAt = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length >= 0; length -= 1) {
      const node: unknown = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const value = plain(document);
  if (value === null) return wrong([{ line: 1, message: 'refers to parts of itself far too often' }]);
  const read = PolicyFile.safeParse(value.plain);
  if (!read.success) return wrong(read.error.issues.map((issue) => toProblem(issue, lineAt)));
  const rules = read.data.rules.map((rule, index) => toRule(rule, lineAt(['rules', index])));
  const twice = rules.find(({ name }, index) => rules.findIndex((other) => other.name === name) !== index);
  if (twice !== undefined) {
    return wrong([{ line: twice.line, message: `there is another rule called “${twice.name}”` }]);
  }
  return {
    ok: true,
    policy: { rules, digest: createHash('sha256').update(text).digest('hex').slice(0, 12) },
  };
}

function wrong(problems: readonly PolicyProblem[]): PolicyReading {
  return { ok: false, problems: problems.toSorted((a, b) => a.line - b.line) };
}

/** Aliases may make a small file huge, which the library refuses with an error. */
function plain(document: ReturnType<typeof parseDocument>): { plain: unknown } | null {
  try {
    return { plain: document.toJS({ maxAliasCount: 100 }) };
  } catch {
    return null;
  }
}

function toProblem(issue: z.core.$ZodIssue, lineAt: (path: readonly PropertyKey[]) => number): PolicyProblem {
  const where = issue.path.filter((part) => typeof part === 'string').join('.');
  return { line: lineAt(issue.path), message: `${where === '' ? '' : `${where}: `}${issue.message}` };
}

type ReadRule = z.output<typeof PolicyFile>['rules'][number];

function toRule(rule: ReadRule, line: number): PolicyRule {
  const { name, where, who } = rule;
  const denies = 'deny' in rule;
  const conditions = denies ? {} : rule.when;
  return {
    name,
    line,
    effect: denies ? 'deny' : 'allow',
    actions: denies ? rule.deny : rule.allow,
    where: toWhere(where),
    who: { users: who.users ?? [], groups: who.groups ?? [], everyone: who.everyone === true },
    linked: conditions.linked === true,
    notStarter: conditions.not_starter === true,
    reason: conditions.reason === true,
    approvers: conditions.approvers ?? 1,
    window: rule.when.window ?? null,
    confirm: conditions.confirm === true,
  };
}

function toWhere(where: ReadRule['where']): RuleWhere {
  return {
    project: where.project?.map(projectPattern) ?? null,
    branch: where.branch ?? null,
    tag: where.tag ?? null,
    workflow: where.workflow ?? null,
    job: where.job ?? null,
    channel: where.channel ?? null,
  };
}
