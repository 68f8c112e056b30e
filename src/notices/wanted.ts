import { type PeopleOptions, USUAL_PEOPLE } from '../domain/people-options.ts';
import type { Filter, Outcome } from '../domain/subscription-filter.ts';
import { heldJobs, reachedOutcomes, usualOutcomes } from '../subscriptions/clauses.ts';
import type { Facts } from '../subscriptions/facts.ts';
import { explain } from '../subscriptions/match.ts';
import { shortHash } from '../views/blocks.ts';

/** What is to be told in the thread of a channel's card. */
export interface WantedNotice {
  readonly kind: Outcome;
  /** The hold that waits, by a hash of its name; empty for what the pipeline as a whole came to. */
  readonly about: string;
  /** True for an edge that the channel wants to see, too. */
  readonly isEdge: boolean;
  /** `author`, and ids of users and user groups, each once. */
  readonly mentions: readonly string[];
}

/**
 * Outcomes that say the same, the more telling one first: a notice of `broken` is also one of `failed`, and whoever
 * is mentioned for either is mentioned in it.
 */
const FAMILIES: readonly (readonly Outcome[])[] = [['broken', 'failed'], ['fixed', 'success'], ['canceled']];

/**
 * @param subscriptions one channel's to the project
 * @returns what has happened that one of them has told or someone mentioned for; nothing where it is silent. Of each
 *   family the most telling
 */
export function wantedNotices(subscriptions: readonly Filter[], facts: Facts): WantedNotice[] {
  const about = subscriptions.filter((subscription) => isAbout(subscription, facts));
  return [...holdNotices(about, facts), ...pipelineNotices(about, facts)];
}

/** Whoever has more of them waiting at once needs no call for each. */
const MOST_HOLDS = 10;

/** Each hold is a matter of its own: those who decide on the second one are called as well. */
function holdNotices(subscriptions: readonly Filter[], facts: Facts): WantedNotice[] {
  const mentions = new Map<string, Set<string>>();
  for (const subscription of subscriptions) {
    const called = mentionedFor(subscription.people ?? USUAL_PEOPLE, ['on_hold']);
    for (const hold of called.length > 0 ? heldJobs(subscription, facts) : []) {
      mentions.set(hold, new Set([...(mentions.get(hold) ?? []), ...called]));
    }
  }
  return [...mentions].slice(0, MOST_HOLDS).map(([hold, called]) => ({
    kind: 'on_hold',
    about: shortHash(hold),
    isEdge: false,
    mentions: [...called],
  }));
}

function pipelineNotices(subscriptions: readonly Filter[], facts: Facts): WantedNotice[] {
  const concerned = subscriptions.map((subscription) => ({
    people: subscription.people ?? USUAL_PEOPLE,
    reached: reachedOutcomes(subscription, facts),
    wanted: wantedOutcomes(subscription, facts),
  }));
  return FAMILIES.flatMap((family) => {
    const kind = family.find((outcome) => concerned.some(({ reached }) => reached.includes(outcome)));
    if (kind === undefined) return [];
    const isEdge = concerned.some(
      ({ people, reached, wanted }) =>
        (kind === 'broken' || kind === 'fixed') &&
        people.edges &&
        people.threads &&
        reached.includes(kind) &&
        family.some((outcome) => wanted.includes(outcome)),
    );
    const mentions = concerned.flatMap(({ people, reached }) =>
      mentionedFor(
        people,
        family.filter((outcome) => reached.includes(outcome)),
      ),
    );
    const isWanted = isEdge || mentions.length > 0;
    return isWanted ? [{ kind, about: '', isEdge, mentions: [...new Set(mentions)] }] : [];
  });
}

/** @returns true when everything but the outcome lets the pipeline pass */
function isAbout(subscription: Filter, facts: Facts): boolean {
  return explain(subscription, facts).clauses.every(({ clause, passes }) => passes || clause === 'outcome');
}

function wantedOutcomes({ outcomes }: Filter, facts: Facts): readonly Outcome[] {
  if (outcomes.includes('all')) return FAMILIES.flat();
  if (outcomes.length === 0) return usualOutcomes(facts);
  return outcomes.filter((outcome) => outcome !== 'all');
}

function mentionedFor({ mentions }: PeopleOptions, outcomes: readonly Outcome[]): string[] {
  return mentions.filter(({ on }) => on.some((one) => outcomes.includes(one))).map(({ whom }) => whom);
}

/** @returns the kinds of the same family as this one, itself among them */
export function familyOf(kind: Outcome): readonly Outcome[] {
  return FAMILIES.find((family) => family.includes(kind)) ?? [kind];
}
