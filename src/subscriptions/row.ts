import type { Insertable, Selectable } from 'kysely';
import { readPeopleOptions, USUAL_PEOPLE } from '../domain/people-options.ts';
import { slugKey } from '../domain/project-slug.ts';
import { type Filter, WANTED_OUTCOMES } from '../domain/subscription-filter.ts';
import { readOptions } from '../domain/subscription-options.ts';
import type { SubscriptionsTable } from '../storage/schema.ts';
import { folderOf, isProjectGlob, type Subscription } from './subscription.ts';

/** @returns a filter as it is stored */
export function columnsOf(
  filter: Filter,
): Omit<Insertable<SubscriptionsTable>, 'channel_id' | 'created_by' | 'id' | 'created_at' | 'source'> {
  const { project } = filter;
  return {
    project,
    folder: isProjectGlob(project) ? folderOf(slugKey(project)) : null,
    branches: JSON.stringify(filter.branches),
    tags: JSON.stringify(filter.tags),
    workflows: JSON.stringify(filter.workflows),
    jobs: JSON.stringify(filter.jobs),
    authors: JSON.stringify(filter.authors),
    bots: filter.bots,
    outcomes: JSON.stringify(filter.outcomes),
    options: JSON.stringify({ ...filter.options, ...filter.people }),
  };
}

export function fromRow(row: Selectable<SubscriptionsTable>): Subscription {
  const subscription = {
    id: row.id,
    channelId: row.channel_id,
    project: row.project,
    branches: row.branches,
    tags: row.tags,
    workflows: row.workflows,
    jobs: row.jobs,
    authors: row.authors,
    bots: row.bots,
    outcomes: WANTED_OUTCOMES.filter((outcome) => row.outcomes.includes(outcome)),
    source: row.source,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
  };
  return withOptions(subscription, row.options);
}

const NONE = {};

/**
 * Options are read when they are first asked for: an event is matched with a hundred rows, and few of them let it pass.
 * Nothing is kept of a row that asks for nothing more: there may be a hundred thousand of them.
 */
function withOptions(subscription: Omit<Subscription, 'people' | 'options'>, stored: unknown): Subscription {
  if (typeof stored === 'object' && stored !== null && Object.keys(stored).length === 0) {
    return Object.assign(subscription, { people: USUAL_PEOPLE, options: NONE });
  }
  const people = once(() => readPeopleOptions(stored));
  const options = once(() => readOptions(stored));
  return {
    ...subscription,
    get people() {
      return people();
    },
    get options() {
      return options();
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
