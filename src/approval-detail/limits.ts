import type { ContextLimits } from '../domain/approval-detail.ts';
import { oneLine, shorten } from '../views/mrkdwn.ts';
import { type ExpressionValues, workOut } from './expressions.ts';

/** A restriction as `GET /context/{id}/restrictions` lists it. */
export interface Restriction {
  readonly restriction_type: string | null;
  readonly restriction_value: string | null;
  readonly name: string | null;
  readonly project_id: string | null;
}

export interface LimitsScope extends ExpressionValues {
  readonly projectId: string;
  readonly organizationId: string;
}

const MOST_SHOWN = 5;

/**
 * What a context's restrictions come to for one pipeline. Of several expressions, whether one or all have to hold is
 * not documented: only what is the same either way counts. A restriction of a kind nobody knows here counts as an
 * expression that cannot be worked out.
 */
export function limitsOf(restrictions: readonly Restriction[], scope: LimitsScope): ContextLimits {
  const of = (type: string) => restrictions.filter((one) => one.restriction_type === type);
  const projects = of('project').map((one) => one.restriction_value ?? one.project_id ?? '');
  const outcomes = of('expression').map((one) => workOut(one.restriction_value ?? '', scope));
  const refusedBy =
    projects.length > 0 && !projects.includes(scope.projectId)
      ? 'project'
      : outcomes.length > 0 && outcomes.every((outcome) => outcome === false)
        ? 'expression'
        : null;
  const groups = of('group');
  // A group with the organization's own id is everybody in it.
  const isForAll = groups.some((one) => one.restriction_value === scope.organizationId);
  const others = restrictions.filter(
    (one) => !['project', 'expression', 'group'].includes(one.restriction_type ?? ''),
  );
  const open = outcomes.every((outcome) => outcome === true) ? [] : of('expression');
  return {
    refused: refusedBy,
    groups: isForAll
      ? []
      : groups.slice(0, MOST_SHOWN).map((one) => label(one.name || one.restriction_value)),
    expressions: [...open, ...others].slice(0, MOST_SHOWN).map((one) => label(one.restriction_value)),
  };
}

function label(text: string | null): string {
  return shorten(oneLine(text ?? ''), 100) || '–';
}
