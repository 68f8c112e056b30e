import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { CANNOT_EDIT } from '../notifications/take-refusal.ts';
import type { DeliveryFigures, DeliveryHealth } from '../views/health.ts';
import { heldLanes } from './lanes.ts';
import { MOST_TRIES } from './retry.ts';

/** A card that shows something later than this after it happened is late. */
const LATE_SECONDS = 60;
const HOUR_MS = 3_600_000;
const STUCK_FOR_MS = 7 * 24 * HOUR_MS;
/** Jobs that bring something to a channel: cards and what stands in their threads, links, digests. */
const BRINGS = /^(?:deliver|post)-/;

/** @returns how delivery went, and what stands in its way now */
export async function deliveryHealth({
  db,
  queue,
  now,
  circleci,
}: Pick<Context, 'db' | 'queue' | 'now'> & {
  readonly circleci: Pick<Context['circleci'], 'pausedUntil'>;
}): Promise<DeliveryHealth> {
  const dead = await queue.deadLetters();
  const failedSince = (since: Date) =>
    dead.filter((letter) => BRINGS.test(letter.job) && letter.since >= since).length;
  const figures = async (ms: number): Promise<DeliveryFigures> => {
    const since = new Date(now().getTime() - ms);
    return { ...(await figuresSince({ db }, since)), failed: failedSince(since) };
  };
  const lanes = await heldLanes(db);
  const held = [...lanes.keys()];
  const depth = Object.values(await queue.counts());
  const sum = (of: 'waiting' | 'deferred') => depth.reduce((all, one) => all + one[of], 0);
  return {
    hour: await figures(HOUR_MS),
    day: await figures(24 * HOUR_MS),
    lastWebhook: await lastWebhook({ db }),
    waiting: sum('waiting'),
    deferred: sum('deferred'),
    heldChannels: namesOf(held, 'channel:'),
    heldMethods: namesOf(held, 'method:'),
    heldUntil: lanes.size === 0 ? null : new Date(now().getTime() + Math.max(...lanes.values())),
    stuckCards: await countStuck({ db, now }),
    closedChannels: await closedChannels({ db }),
    retrying: await countRetrying({ db }),
    dead: dead.length,
    circleciPausedUntil: circleci.pausedUntil(),
  };
}

function namesOf(keys: readonly string[], prefix: string): string[] {
  return keys.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
}

async function figuresSince(
  { db }: Pick<Context, 'db'>,
  since: Date,
): Promise<Omit<DeliveryFigures, 'failed'>> {
  const took = sql`extract(epoch from delivered_at - happened_at)`;
  const { rows } = await sql<Omit<DeliveryFigures, 'failed'>>`
    select count(*)::int as delivered,
           (count(*) filter (where ${took} > ${LATE_SECONDS}))::int as late,
           (count(*) filter (where repaired))::int as repaired,
           (percentile_cont(0.5) within group (order by ${took}::float8))::float8 as "p50Seconds",
           (percentile_cont(0.99) within group (order by ${took}::float8))::float8 as "p99Seconds"
      from deliveries where delivered_at >= ${since}
  `.execute(db);
  return rows[0] ?? { delivered: 0, late: 0, repaired: 0, p50Seconds: null, p99Seconds: null };
}

async function lastWebhook({ db }: Pick<Context, 'db'>): Promise<Date | null> {
  const row = await db
    .selectFrom('inbox')
    .select((eb) => eb.fn.max('received_at').as('at'))
    .executeTakeFirst();
  return row?.at ?? null;
}

async function closedChannels({ db }: Pick<Context, 'db'>): Promise<string[]> {
  const rows = await db
    .selectFrom('closed_channels')
    .select('channel_id')
    .where('open', '=', false)
    .orderBy('closed_at', 'desc')
    .limit(50)
    .execute();
  return rows.map(({ channel_id: id }) => id);
}

/** Cards of the last days that Slack lets nobody edit; those whose channel is closed, or that a person deleted, are not. */
async function countStuck({ db, now }: Pick<Context, 'db' | 'now'>): Promise<number> {
  const row = await db
    .selectFrom('cards')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('problem', 'in', [...CANNOT_EDIT])
    .where('created_at', '>', new Date(now().getTime() - STUCK_FOR_MS))
    .executeTakeFirst();
  return Number(row?.count ?? 0);
}

async function countRetrying({ db }: Pick<Context, 'db'>): Promise<number> {
  const row = await db
    .selectFrom('outgoing')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('failed_at', 'is not', null)
    .where('tries', '<', MOST_TRIES)
    .executeTakeFirst();
  return Number(row?.count ?? 0);
}
