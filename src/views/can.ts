import type { Locale } from '../domain/locale.ts';
import { messages } from '../i18n/index.ts';
import { joinWithin } from './blocks.ts';
import { denialText, obstacleText } from './denial.ts';
import { code, inline, mention, shorten } from './mrkdwn.ts';

export interface CanView {
  readonly userId: string;
  readonly action: string;
  readonly place: Readonly<Record<'project' | 'branch' | 'tag' | 'workflow' | 'job', string | null>>;
  /** Null without a policy. */
  readonly verdict: {
    readonly allowed: boolean;
    readonly rule: string | null;
    readonly missing: readonly string[];
    /** How many people it takes. */
    readonly approvers: number;
    /** Slack user in whose place they may; null for their own right. */
    readonly standsFor: string | null;
    readonly rules: readonly {
      readonly name: string;
      readonly line: number;
      readonly effect: 'allow' | 'deny';
      readonly obstacles: readonly string[];
      readonly approvers: number;
    }[];
  } | null;
  /** As whom it would be done. */
  readonly identity: 'linked' | 'shared' | 'none' | null;
}

const MOST_RULES = 25;
const LONGEST = 3_900;

/** @returns mrkdwn: the decision, as whom it would be done, and a line for each rule about the action */
export function renderCan(view: CanView, locale: Locale): string {
  const { policy, votes } = messages(locale);
  const { place, verdict } = view;
  const parts = [place.project, place.branch ?? place.tag, place.workflow, place.job];
  const where = parts
    .filter((part) => part !== null)
    .map((part) => code(shorten(part, 80)))
    .join(' / ');
  const subject = policy.asked(mention(view.userId), code(view.action), where);
  const identity = view.identity === null ? [] : [policy.identity[view.identity]];
  if (verdict === null) return [subject, policy.noPolicy, ...identity].join('\n');
  const about = verdict.rules.filter(({ obstacles }) => !obstacles.includes('action'));
  const lines = about.slice(0, MOST_RULES).map(({ name, line, effect, obstacles, approvers }) => {
    const applies = obstacles.length === 0;
    const emoji = applies ? (effect === 'allow' ? '✅' : '🚫') : '➖';
    const why = applies
      ? policy.applies[effect]
      : obstacles.map((obstacle) => obstacleText(obstacle, locale)).join('; ');
    const takes = approvers > 1 ? `, ${votes.takesRule(approvers)}` : '';
    return `${emoji} *${inline(shorten(name, 80))}* (${policy.line(line)}${takes}): ${why}`;
  });
  const decision = verdict.allowed
    ? `✅ ${policy.allowedBy(inline(shorten(verdict.rule ?? '', 100)))}`
    : `🚫 ${denialText(verdict, locale)}`;
  const beside = [
    ...(verdict.allowed && verdict.standsFor !== null ? [votes.inPlaceOf(mention(verdict.standsFor))] : []),
    ...(verdict.allowed && verdict.approvers > 1 ? [votes.takes(verdict.approvers)] : []),
  ];
  const hidden = verdict.rules.length - Math.min(about.length, MOST_RULES);
  const rest = hidden > 0 ? [policy.otherRules(hidden)] : [];
  return joinWithin(
    [subject, decision, ...beside, ...(verdict.allowed ? identity : []), ...lines, ...rest],
    LONGEST,
  );
}
