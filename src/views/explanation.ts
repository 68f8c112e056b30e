import type { Locale } from '../domain/locale.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import type { ClauseResult, Explanation, Filter, Why } from '../domain/subscription-filter.ts';
import { formatCount, slackDate } from '../i18n/format.ts';
import { messages } from '../i18n/index.ts';
import { joinWithin } from './blocks.ts';
import { listWithin } from './lists.ts';
import { code, inline, mention, shorten } from './mrkdwn.ts';
import { pipelineLink } from './pipeline-labels.ts';
import { statusWord } from './status-text.ts';

/** What there is to say about a card, or about its absence. */
export interface ExplanationModel {
  readonly snapshot: PipelineSnapshot;
  readonly hasCard: boolean;
  /** Slack user who started it, or acted on it, from this channel. */
  readonly askedBy: string | null;
  readonly subscriptions: readonly { readonly subscription: Filter; readonly explanation: Explanation }[];
  /** What kept it for a digest; left out: nothing. */
  readonly held?: readonly HeldModel[];
  /** How a project or glob is called; left out: as it is written. */
  readonly label?: (project: string) => string;
}

export interface HeldModel {
  readonly project: string;
  readonly by: 'quiet' | 'digest' | 'budget';
  /** ISO 8601: when the digest comes, or came. */
  readonly due: string;
  readonly told: boolean;
}

const MOST_SUBSCRIPTIONS = 8;
const LONGEST = 3_900;

/** @returns mrkdwn that says why a pipeline has a card in a channel, or none: clause by clause */
export function renderExplanation(model: ExplanationModel, locale: Locale): string {
  const texts = messages(locale).subscriptions;
  const {
    snapshot,
    hasCard,
    askedBy,
    subscriptions,
    held = [],
    label = (project: string) => project,
  } = model;
  const passing = subscriptions.filter(({ explanation }) => explanation.passes);
  const lines = [(hasCard ? texts.hasCard : texts.hasNoCard)(pipelineLink(snapshot))];
  if (hasCard && askedBy !== null) lines.push(texts.askedHere(mention(askedBy)));
  if (subscriptions.length === 0) lines.push(texts.noSubscription);
  else if (passing.length === 0 && hasCard && askedBy === null) lines.push(texts.earlierReason);
  else if (passing.length > 0 && !hasCard && held.length === 0) lines.push(texts.willCome);
  lines.push(
    ...held
      .slice(0, MOST_SUBSCRIPTIONS)
      .map((one) => heldText({ ...one, project: label(one.project) }, locale)),
  );
  const ordered = subscriptions.toSorted((a, b) => closeness(b.explanation) - closeness(a.explanation));
  const shown = ordered.slice(0, MOST_SUBSCRIPTIONS);
  lines.push(
    ...shown.flatMap(({ subscription, explanation }) =>
      about(label(subscription.project), named(explanation, label), locale),
    ),
  );
  const more = ordered.length - shown.length;
  if (more > 0) lines.push(messages(locale).home.more(formatCount(more, locale)));
  return joinWithin(lines, LONGEST);
}

function heldText({ project, by, due, told }: HeldModel, locale: Locale): string {
  const { explained } = messages(locale).digests;
  return explained[told ? 'told' : 'held'][by](code(shorten(project, 100)), slackDate(due) ?? inline(due));
}

/** Those that pass come first, then those that almost did. */
function closeness({ clauses }: Explanation): number {
  return clauses.filter(({ passes }) => passes).length;
}

/** The clause about the project says what the project is called. */
function named({ passes, clauses }: Explanation, label: (project: string) => string): Explanation {
  return {
    passes,
    clauses: clauses.map((clause) =>
      clause.why.because === 'matched' && clause.clause === 'project'
        ? {
            ...clause,
            why: { ...clause.why, value: label(clause.why.value), pattern: label(clause.why.pattern) },
          }
        : clause,
    ),
  };
}

function about(project: string, { passes, clauses }: Explanation, locale: Locale): string[] {
  const texts = messages(locale).subscriptions;
  const label = code(shorten(project, 100));
  return [
    passes ? texts.letsPass(label) : texts.stops(label),
    ...clauses.filter(isTelling).map((clause) => `    ${clauseText(clause, locale)}`),
  ];
}

/** What was not asked about has nothing to tell, unless it stops the pipeline. */
function isTelling({ passes, why }: ClauseResult): boolean {
  return !passes || (why.because !== 'not-asked' && why.because !== 'bots-welcome');
}

function clauseText({ clause, passes, why }: ClauseResult, locale: Locale): string {
  const texts = messages(locale).subscriptions;
  return `${passes ? '✓' : '✗'} ${texts.clauses[clause]}: ${whyText(why, locale)}`;
}

function whyText(why: Why, locale: Locale): string {
  const texts = messages(locale).subscriptions.why;
  const span = (text: string) => code(shorten(text, 80)) || '–';
  const list = (items: readonly string[]) => listWithin(items, { items: 6, length: 300 }, locale);
  switch (why.because) {
    case 'matched':
    case 'excluded':
      return texts[why.because](span(why.value), span(why.pattern));
    case 'not-excluded':
    case 'none-matched':
      return why.values.length === 0 ? texts.nothingThere : texts[why.because](list(why.values.map(span)));
    case 'bot':
    case 'success-elsewhere':
      return texts[why.because](span(why.value));
    case 'mine':
    case 'nobody-known':
      return texts[why.because](mention(why.user));
    case 'not-mine':
      return texts['not-mine'](mention(why.user), list(why.hands.map(mention)));
    case 'reached':
      return list(why.outcomes.map((outcome) => statusWord(outcome, locale)));
    case 'not-reached':
      return why.outcomes.length === 0
        ? texts.nothingReached
        : texts['not-reached'](list(why.outcomes.map((outcome) => statusWord(outcome, locale))));
    default:
      return texts[why.because];
  }
}
