import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import { FINISHED_STATUSES } from '../domain/status.ts';
import { HOLDS_LIVE_DAYS } from '../domain/waiting-options.ts';
import type { Database } from '../storage/database.ts';
import { DAY_MS } from './steps.ts';

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

/**
 * @returns the pipelines on hold that have a card, or are kept for a digest, in one of the channels; oldest first. What
 *   CircleCI has ended by now, without telling, is none of them
 */
export async function holdsSeenIn(
  db: Database,
  channels: ReadonlySet<string>,
  now: Date,
  limit: number,
): Promise<Seen[]> {
  if (channels.size === 0) return [];
  const seen = listOf(channels);
  const { rows } = await sql<{ id: string; channels: string[] }>`
    with held as (
      select distinct w.pipeline_id as id from jobs j join workflows w on w.id = j.workflow_id
       where j.status = 'on_hold' and j.type = 'approval' and w.status not in (${FINISHED})
         and w.created_at > ${new Date(now.getTime() - HOLDS_LIVE_DAYS * DAY_MS)}
    )
    select p.id, array_agg(s.channel_id order by s.channel_id) as channels
      from held join pipelines p on p.id = held.id
     cross join lateral (
       select c.channel_id from cards c where c.pipeline_id = p.id and c.channel_id = any(${seen})
       union
       select h.channel_id from held_back h where h.pipeline_id = p.id and h.channel_id = any(${seen})
     ) s
     group by p.id, p.created_at, p.number
     order by p.created_at, p.number, p.id
     limit ${limit}
  `.execute(db);
  return rows.map(({ id, channels: shownIn }) => ({ pipelineId: id, channels: shownIn }));
}

/** Whoever can see none of so many sees none of the older ones either, for all that App Home is for. */
const NEWEST = 2_000;

/** @returns the newest pipelines that a person started, or that have a card in one of the channels; newest first */
export async function recentSeenIn(
  db: Database,
  { userId }: Pick<Actor, 'userId'>,
  channels: ReadonlySet<string>,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from (select id, started_by, created_at from pipelines order by created_at desc limit ${NEWEST}) p
     where p.started_by = ${userId}
        or exists (select from cards c where c.pipeline_id = p.id and c.channel_id = any(${listOf(channels)}))
     order by p.created_at desc
     limit ${limit}
  `.execute(db);
  return rows.map(({ id }) => id);
}

/** Ids have no spaces; one parameter however many they are. */
function listOf(ids: ReadonlySet<string>) {
  return sql`string_to_array(${[...ids].join(' ')}, ' ')`;
}
