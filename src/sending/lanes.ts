import { sql } from 'kysely';
import type { Database } from '../storage/database.ts';

/** Something that Slack takes `most` times within any `withinMs`. */
export interface Lane {
  readonly key: string;
  readonly most: number;
  readonly withinMs: number;
}

const MINUTE_MS = 60_000;

/**
 * A little less than Slack allows for certain, so that what people wait for, which asks for no turn, still fits.
 * Source: Slack docs, rate limits: chat.update and conversations.history are Tier 3, "50+ per minute" and workspace;
 * chat.postMessage "several hundred messages per minute" and workspace.
 */
export const methodLanes = {
  post: { key: 'method:chat.postMessage', most: 280, withinMs: MINUTE_MS },
  update: { key: 'method:chat.update', most: 46, withinMs: MINUTE_MS },
  history: { key: 'method:conversations.history', most: 46, withinMs: MINUTE_MS },
  replies: { key: 'method:conversations.replies', most: 46, withinMs: MINUTE_MS },
} as const satisfies Record<string, Lane>;

/** About one message a second in a channel, short bursts tolerated. Source: Slack docs, rate limits, chat.postMessage. */
export function channelLane(channelId: string): Lane {
  return { key: `channel:${channelId}`, most: 3, withinMs: 3_000 };
}

/** Slots further ahead than this are none: the database's clock was set back since. */
const FARTHEST_MS = 15 * MINUTE_MS;

/**
 * Takes the next free place of a lane, for all replicas together: the lane is a row, and one statement changes it.
 *
 * @param urgent goes now whatever was reserved; those after it make room
 * @returns milliseconds until it is that place’s turn, 0 when it is; by the database's clock
 */
export async function reserve(db: Database, { key, most, withinMs }: Lane, urgent = false): Promise<number> {
  const now = sql`(extract(epoch from clock_timestamp()) * 1000)::float8`;
  const { rows } = await sql<{ wait: number }>`
    with asked as (select ${now} as now),
    lane as materialized (
      select l.key, array(select t from unnest(l.slots) t
                           where t > asked.now - ${withinMs}::float8 and t < asked.now + ${FARTHEST_MS}::float8
                           order by t) as slots
        from slack_lanes l, asked where l.key = ${key} for update of l
    ),
    place as (
      select asked.now, coalesce(lane.slots, '{}') as slots,
             case when ${urgent}::boolean or coalesce(cardinality(lane.slots), 0) < ${most}::int then asked.now
                  else greatest(asked.now, lane.slots[cardinality(lane.slots) - ${most}::int + 1] + ${withinMs}::float8)
             end as slot
        from asked left join lane on true
    ),
    taken as (
      insert into slack_lanes as l (key, slots) select ${key}, array_append(slots, slot) from place
      -- Without a row there was nothing to lock: whoever made it meanwhile keeps the place it took.
      on conflict (key) do update
         set slots = case when exists (select from lane) then excluded.slots else l.slots || excluded.slots end
    )
    select (slot - now)::float8 as wait from place
  `.execute(db);
  return Math.ceil(rows[0]?.wait ?? 0);
}

/** Longer than this Slack never asks to wait; a proxy's nonsense must not silence a channel for ever. */
const LONGEST_HOLD_SECONDS = 3_600;

/**
 * Slack has had enough for so long: nobody makes a call in this lane meanwhile, in no replica.
 *
 * @param seconds what Slack's `Retry-After` says
 */
export async function holdLane(db: Database, key: string, seconds: number): Promise<void> {
  const length = Math.min(LONGEST_HOLD_SECONDS, Math.max(1, seconds));
  await sql`
    insert into slack_lanes as l (key, held_until) values (${key}, clock_timestamp() + make_interval(secs => ${length}))
    on conflict (key) do update set held_until = greatest(l.held_until, excluded.held_until)
  `.execute(db);
}

/** A hold that seems to last longer is one from before the database's clock was set back. */
export const BELIEVED = sql`clock_timestamp() + make_interval(secs => ${LONGEST_HOLD_SECONDS + 60})`;

/** @returns the lanes that are held back now, with how much longer, in milliseconds */
export async function heldLanes(
  db: Database,
  keys?: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  let query = db
    .selectFrom('slack_lanes')
    .select([
      'key',
      sql<number>`(extract(epoch from held_until - clock_timestamp()) * 1000)::float8`.as('ms'),
    ])
    .where('held_until', '>', sql<Date>`clock_timestamp()`)
    .where('held_until', '<', sql<Date>`${BELIEVED}`);
  if (keys !== undefined) query = query.where('key', 'in', keys);
  const rows = await query.execute();
  return new Map(rows.map(({ key, ms }) => [key, Math.ceil(ms)]));
}

/** Deletes lanes that nobody waits for any more; they are made again when they are used. */
export async function forgetLanes(db: Database): Promise<void> {
  await sql`
    delete from slack_lanes
     where (held_until is null or held_until < clock_timestamp())
       and not exists (
         select 1 from unnest(slots) t where t > (extract(epoch from clock_timestamp()) * 1000) - ${MINUTE_MS}::float8
       )
  `.execute(db);
}
