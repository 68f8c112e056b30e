import type { Context } from '../context.ts';
import { wildcardsIn } from '../domain/glob.ts';
import { GOVERNED_ACTIONS } from '../domain/governed.ts';
import type { Locale } from '../domain/locale.ts';
import { POLICY_ACTIONS, type PolicyAction } from '../domain/policy.ts';
import { messages } from '../i18n/index.ts';
import { chooseIdentity } from '../identities/choose.ts';
import { explainPolicy } from '../policy/ask.ts';
import { askWithDelegations, type Standing } from '../policy/stand-in.ts';
import { placeOf } from '../runs/action-place.ts';
import { projectLabels } from '../runs/project-names.ts';
import { type CanView, renderCan } from '../views/can.ts';
import { isMistake, type Mistake } from '../views/help-mistake.ts';
import { code } from '../views/mrkdwn.ts';
import { workflowChoices } from './candidates.ts';
import { command, type Invocation, type Reply } from './command.ts';
import { holdChoices, targetText } from './holds.ts';
import { scopeMeant } from './lock-scope.ts';
import { parseScopeAndReason } from './lock-words.ts';
import { personOf } from './person-word.ts';
import { projectAndRef } from './projects.ts';
import { parseTarget } from './target-words.ts';
import type { Word } from './tokens.ts';

/** Not about anything that runs or waits: a project, and perhaps a branch, is all there is to name. */
const ABOUT_PROJECTS: ReadonlySet<PolicyAction> = new Set(['run', 'subscribe', 'audit', 'admin', 'mute']);
const ABOUT_NOTHING: ReadonlySet<PolicyAction> = new Set(['audit', 'admin']);

interface CanArgs {
  readonly person: string | null;
  readonly action: PolicyAction | null;
  readonly rest: readonly Word[];
}

export const can = command({ name: 'can', people: 'first', parse: parseCan, run: explainDecision });

function parseCan(words: readonly Word[]): CanArgs {
  const [who, what, ...rest] = words;
  const action = what?.text.toLowerCase().replaceAll('-', '_');
  return {
    person: who === undefined ? null : personOf(who),
    action: POLICY_ACTIONS.find((known) => known === action) ?? null,
    rest,
  };
}

/** Says what would be decided now, here, for that person; nothing is done, and nothing is written into the audit log. */
async function explainDecision(
  ctx: Context,
  { actor }: Invocation,
  { person: userId, action, rest }: CanArgs,
): Promise<Reply> {
  const { locale, teamId, channelId } = actor;
  const texts = messages(locale).policy;
  if (userId === null) return { text: texts.whoAbout };
  if (action === null) return { text: texts.whatAction(POLICY_ACTIONS.map((one) => code(one)).join(', ')) };
  const meant = await whatIsMeant(ctx, action, rest, channelId);
  if (meant === null) return { text: nothingText(action, rest, locale) };
  if (isMistake(meant)) return meant;
  const { startedBy, triggerActor, pipeline: _, ...place } = await placeOf(ctx.db, meant, channelId);
  const person = { teamId, userId };
  const question = { action, place, startedBy, triggerActor, hasReason: false };
  const policy = ctx.policy.current();
  const found = policy === null ? null : await explainPolicy(ctx, policy, person, question);
  const { decision, standsFor } =
    policy === null ? NO_STANDING : await askWithDelegations(ctx, policy, person, question);
  const governed = GOVERNED_ACTIONS.find((one) => one === action);
  const label = await projectLabels(ctx.db, [place.project]);
  const view: CanView = {
    userId,
    action,
    place: { ...place, project: place.project === '' ? '' : label(place.project) },
    identity: governed === undefined ? null : (await chooseIdentity(ctx, person, governed)).kind,
    verdict:
      found === null
        ? null
        : {
            allowed: decision.allowed,
            rule: decision.rule?.name ?? null,
            missing: decision.missing,
            approvers: decision.rule?.approvers ?? 1,
            standsFor,
            rules: found.verdicts.map(({ rule: { name, line, effect, approvers }, obstacles }) => ({
              name,
              line,
              effect,
              obstacles,
              approvers,
            })),
          },
  };
  return { text: renderCan(view, locale) };
}

function nothingText(action: PolicyAction, rest: readonly Word[], locale: Locale): string {
  const texts = messages(locale).policy;
  const parsed = parseTarget(rest, []);
  if (action !== 'approve' || isMistake(parsed)) return texts.nothingThere;
  const named = targetText(parsed.target);
  return named === null ? texts.nothingWaits : texts.nothingWaitsIn(named);
}

const NO_STANDING: Standing = {
  decision: { allowed: true, rule: null, missing: [] },
  standsFor: null,
};

type Meant = Parameters<typeof placeOf>[1];

/** @returns the first thing that the words may mean; null when there is none */
async function whatIsMeant(
  ctx: Context,
  action: PolicyAction,
  rest: readonly Word[],
  channelId: string | null,
): Promise<Meant | Mistake | null> {
  if (action === 'lock' || action === 'stop') return lockable(ctx, rest, channelId);
  if (ABOUT_PROJECTS.has(action)) {
    const words = rest.map(({ text }) => text);
    if (words.length === 0 && ABOUT_NOTHING.has(action)) return of('', null, null, null);
    const found = await projectAndRef(ctx, words, null, channelId);
    if (isMistake(found)) return found;
    return { ...of(found.project.slug, null, null, null), detail: { ref: found.ref } };
  }
  const parsed = parseTarget(rest, []);
  if (isMistake(parsed)) return parsed;
  const choices =
    action === 'approve'
      ? await holdChoices(ctx, parsed.target, channelId)
      : await workflowChoices(ctx, parsed.target, channelId, () => true);
  if (isMistake(choices)) return choices;
  const [first] = choices;
  if (first === undefined) return null;
  const { snapshot, workflow, job } = first;
  return of(snapshot.projectSlug, snapshot.id, workflow.id, job?.id ?? null);
}

/** Without a project: a freeze. */
async function lockable(
  ctx: Context,
  rest: readonly Word[],
  channelId: string | null,
): Promise<Meant | Mistake | null> {
  const read = parseScopeAndReason(rest);
  if (isMistake(read)) return read;
  if (read.scope === null) return of('', null, null, null);
  const meant = await scopeMeant(ctx, read.scope, channelId);
  if (meant === 'tag') return null;
  if (isMistake(meant)) return meant;
  const { project, branch } = meant;
  const known = branch !== null && wildcardsIn(branch) === 0;
  return { ...of(project, null, null, null), detail: { ref: known ? { branch } : {} } };
}

function of(
  projectSlug: string,
  pipelineId: string | null,
  workflowId: string | null,
  jobId: string | null,
): Meant {
  return { projectSlug, pipelineId, workflowId, jobId, detail: {} };
}
