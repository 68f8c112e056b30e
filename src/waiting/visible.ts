import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import { FINISHED_STATUSES } from '../domain/status.ts';
import type { Database } from '../storage/database.ts';

/** What a person may know of, which is what Slack shows them: cards, and digests, of channels that they are in. */

const FINISHED = sql.join(FINISHED_STATUSES.map((status) => sql.lit(status)));

/**
 * @returns the channels a person is in, their direct messages with the bot among them as far as they asked for
 *   something there; null when Slack does not say
 */
export async function channelsSeenBy(
  { db, slack, log }: Pick<Context, 'db' | 'slack' | 'log'>,
  { teamId, userId }: Pick<Actor, 'teamId' | 'userId'>,
): Promise<ReadonlySet<string> | null> {
  try {
    const joined = await slack.channelsOf(userId);
    const direct = await db
      .selectFrom('actions')
      .select('channel_id')
      .distinct()
      .where('team_id', '=', teamId)
      .where('slack_user_id', '=', userId)
      .where('channel_id', 'like', 'D%')
      .limit(10)
      .execute();
    return new Set([...joined, ...direct.flatMap(({ channel_id: id }) => (id === null ? [] : [id]))]);
  } catch (error) {
    log.warn({ err: error, user: userId }, 'Slack did not say which channels somebody is in');
    return null;
  }
}

/** Where a pipeline can be seen. */
export interface Seen {
  readonly pipelineId: string;
  readonly channels: readonly string[];
}

/** @returns the pipelines on hold that have a card, or are kept for a digest, in one of the channels; oldest first */
export async function holdsSeenIn(
  db: Database,
  channels: ReadonlySet<string>,
  limit: number,
): Promise<Seen[]> {
  if (channels.size === 0) return [];
  const { rows } = await sql<{ id: string; channels: string[] }>`
    select p.id, array_agg(distinct s.channel_id order by s.channel_id) as channels
      from pipelines p
      join (
        select pipeline_id, channel_id from cards
        union select pipeline_id, channel_id from held_back
      ) s on s.pipeline_id = p.id
     where s.channel_id in (${sql.join([...channels])})
       and p.id in (
         select w.pipeline_id from jobs j join workflows w on w.id = j.workflow_id
          where j.status = 'on_hold' and j.type = 'approval' and w.status not in (${FINISHED})
       )
     group by p.id, p.created_at
     order by p.created_at, p.id
     limit ${limit}
  `.execute(db);
  return rows.map(({ id, channels: seen }) => ({ pipelineId: id, channels: seen }));
}

/** @returns the newest pipelines that a person started, or that have a card in one of the channels; newest first */
export async function recentSeenIn(
  db: Database,
  { userId }: Pick<Actor, 'userId'>,
  channels: ReadonlySet<string>,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('pipelines')
    .select('id')
    .where((eb) =>
      eb.or([
        eb('started_by', '=', userId),
        ...(channels.size === 0
          ? []
          : [
              eb.exists(
                eb
                  .selectFrom('cards')
                  .select('cards.pipeline_id')
                  .whereRef('cards.pipeline_id', '=', 'pipelines.id')
                  .where('cards.channel_id', 'in', [...channels]),
              ),
            ]),
      ]),
    )
    .orderBy('created_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}
