import type { Context } from '../context.ts';
import { type HeldInChannel, heldInChannel } from '../digests/held-in-channel.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import type { Explanation } from '../domain/subscription-filter.ts';
import { peopleOf } from '../people/who.ts';
import { projectLabels } from '../runs/project-names.ts';
import { factsOf } from './facts.ts';
import { explain } from './match.ts';
import { isPersonal, type Subscription } from './subscription.ts';
import { listSubscriptions } from './subscriptions.ts';
import { surroundingsOf } from './surroundings.ts';

/** Why a pipeline has a card in a channel, or has none. */
export interface CardExplanation {
  readonly hasCard: boolean;
  /** How a project or glob is called where people read it. */
  readonly label: (project: string) => string;
  /** Whoever started it, or acted on it, from this channel: then it has a card whatever was subscribed to. */
  readonly askedBy: string | null;
  /** By quiet hours, a digest or a budget; empty where there is a card. */
  readonly held: readonly HeldInChannel[];
  readonly subscriptions: readonly {
    readonly subscription: Subscription;
    readonly explanation: Explanation;
  }[];
}

/**
 * @returns what each subscription of the channel says of the pipeline as it stands now. Where there is a card that
 *   none of them would bring now, what the pipeline went through counts as well: it was shown for that.
 */
export async function explainCard(
  { config, db, now }: Pick<Context, 'config' | 'db' | 'now'>,
  channelId: string,
  snapshot: PipelineSnapshot,
): Promise<CardExplanation> {
  const card = await db
    .selectFrom('cards')
    .select('channel_id')
    .where('pipeline_id', '=', snapshot.id)
    .where('channel_id', '=', channelId)
    .executeTakeFirst();
  const asked = await db
    .selectFrom('actions')
    .select('slack_user_id')
    .where('pipeline_id', '=', snapshot.id)
    .where('channel_id', '=', channelId)
    .orderBy('requested_at')
    .limit(1)
    .executeTakeFirst();
  const own = await listSubscriptions({ db }, channelId);
  const people = own.some(isPersonal) ? await peopleOf(db, snapshot, now()) : null;
  const around = await surroundingsOf(db, snapshot, people, config.botAuthors);
  const explained = (span: 'now' | 'ever') => {
    const facts = factsOf(snapshot, around, span);
    return own.map((subscription) => ({ subscription, explanation: explain(subscription, facts) }));
  };
  const present = explained('now');
  const hasCard = card !== undefined;
  const isOpen = hasCard && !present.some(({ explanation }) => explanation.passes);
  const label = await projectLabels(db, [snapshot.projectSlug, ...own.map(({ project }) => project)]);
  return {
    label,
    hasCard,
    askedBy: asked?.slack_user_id ?? null,
    held: hasCard ? [] : await heldInChannel(db, snapshot.id, channelId),
    subscriptions: isOpen ? explained('ever') : present,
  };
}
