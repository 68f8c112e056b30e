import { sql } from 'kysely';
import type { JobData, SendingJob } from '../domain/job-data.ts';
import type { Database, Tx } from '../storage/database.ts';
import { BELIEVED, channelLane } from './lanes.ts';

/** One message on its way to a channel: which job brings it there, and how far it is. */
export interface Outgoing {
  readonly job: { readonly name: SendingJob; readonly key: string };
  readonly channelId: string;
  readonly data: JobData[SendingJob];
  /** Someone waits for it: it takes no turn. */
  readonly urgent: boolean;
  readonly tries: number;
  readonly early: number;
  readonly failedAt: Date | null;
  readonly woken: boolean;
  readonly owedSince: Date | null;
  /** Milliseconds for which the bot has known that it owes something. */
  readonly owedFor: number;
  readonly repaired: boolean;
  /** How many lanes it has passed. */
  readonly stage: number;
  /** Milliseconds until the turn it has asked for; null when it has not. Long ago is long below 0. */
  readonly turnIn: number | null;
  /** Milliseconds for which Slack wants to hear nothing for this channel. */
  readonly heldFor: number;
  /** The channel cannot be written to. */
  readonly closed: boolean;
}

const keyOf = ({ name, key }: Outgoing['job']) => `${name} ${key}`;

/** Nulls, but for `closed`, where nothing is stored. */
interface StoredOutgoing {
  readonly tries: number | null;
  readonly early: number | null;
  readonly failed_at: Date | null;
  readonly woken: boolean | null;
  readonly owed_since: Date | null;
  readonly repaired: boolean | null;
  readonly stage: number | null;
  readonly turn_in: number | null;
  readonly owed_for: number | null;
  readonly held_for: number | null;
  readonly closed: boolean;
}

/** @returns how far a message is; one that nothing is known of stands at the beginning */
export async function loadOutgoing(
  db: Database,
  job: Outgoing['job'],
  data: JobData[SendingJob],
): Promise<Outgoing> {
  const { channelId } = data;
  // One statement: somebody may be waiting for the message, and a burst brings thousands.
  const { rows } = await sql<StoredOutgoing>`
    select o.tries, o.early, o.failed_at, o.woken, o.owed_since, o.repaired, o.stage,
           (extract(epoch from o.slot_at - clock_timestamp()) * 1000)::float8 as turn_in,
           (extract(epoch from clock_timestamp() - o.noted_at) * 1000)::float8 as owed_for,
           (extract(epoch from l.held_until - clock_timestamp()) * 1000)::float8 as held_for,
           c.channel_id is not null as closed
      from (select 1) as always
      left join outgoing o on o.key = ${keyOf(job)}
      left join slack_lanes l
        on l.key = ${channelLane(channelId).key} and l.held_until > clock_timestamp() and l.held_until < ${BELIEVED}
      left join closed_channels c on c.channel_id = ${channelId} and not c.open
  `.execute(db);
  const [row] = rows;
  return {
    job,
    channelId,
    data,
    urgent: 'urgent' in data && data.urgent === true,
    tries: row?.tries ?? 0,
    early: row?.early ?? 0,
    failedAt: row?.failed_at ?? null,
    woken: row?.woken ?? false,
    owedSince: row?.owed_since ?? null,
    owedFor: row?.owed_for ?? 0,
    repaired: row?.repaired ?? false,
    stage: row?.stage ?? 0,
    turnIn: row?.turn_in ?? null,
    heldFor: Math.max(0, Math.ceil(row?.held_for ?? 0)),
    closed: row?.closed ?? false,
  };
}

interface Change {
  readonly slot_at?: Date | null | ReturnType<typeof sql<Date>>;
  readonly stage?: number;
  readonly tries?: number;
  readonly early?: number;
  readonly failed_at?: Date | null;
  readonly woken?: boolean;
}

/** Notes that its turn is in so many milliseconds. */
export function saveTurn(db: Database, outgoing: Outgoing, waitMs: number, stage: number): Promise<void> {
  const at = sql<Date>`clock_timestamp() + make_interval(secs => ${waitMs / 1000})`;
  return change(db, outgoing, { slot_at: at, stage });
}

export function forgetTurn(db: Database, outgoing: Outgoing): Promise<void> {
  return change(db, outgoing, { slot_at: null, stage: 0 });
}

export function saveFailure(
  db: Database,
  outgoing: Outgoing,
  failure: { readonly tries: number; readonly early: number; readonly failedAt: Date | null },
): Promise<void> {
  const { tries, early, failedAt } = failure;
  return change(db, outgoing, { tries, early, failed_at: failedAt, woken: false, slot_at: null, stage: 0 });
}

async function change(db: Database, { job, channelId, data }: Outgoing, values: Change): Promise<void> {
  await db
    .insertInto('outgoing')
    .values({ key: keyOf(job), channel_id: channelId, data: JSON.stringify(data), ...values })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(values))
    .execute();
}

/** Slack shows it. What happened since it was looked at is still owed. */
export async function closeOutgoing(db: Database, { job, owedSince }: Outgoing): Promise<void> {
  const gone = await db
    .deleteFrom('outgoing')
    .where('key', '=', keyOf(job))
    .where('owed_since', 'is not distinct from', owedSince)
    .returning('key')
    .execute();
  if (gone.length > 0) return;
  await db
    .updateTable('outgoing')
    .set({ slot_at: null, stage: 0, tries: 0, early: 0, failed_at: null, woken: false })
    .set({ noted_at: sql<Date>`clock_timestamp()` })
    .where('key', '=', keyOf(job))
    .execute();
}

/** What Slack does not show yet is held back on purpose, so that it is not late. */
export async function forgive(db: Database, { job, owedSince }: Outgoing): Promise<void> {
  if (owedSince === null) return;
  await db
    .updateTable('outgoing')
    .set({ owed_since: null })
    .where('key', '=', keyOf(job))
    .where('owed_since', '=', owedSince)
    .execute();
}

/** Why the cards of a pipeline change: what Slack's answer is measured from. */
export interface Cause {
  /** When the oldest of it happened, as CircleCI says. */
  readonly happenedAt: Date;
  /** It was not told by a webhook but found by comparing with CircleCI. */
  readonly repaired?: boolean;
}

/** Notes for every card of a pipeline that could be shown what it owes. */
export async function noteOwed(tx: Tx, pipelineId: string, cause: Cause): Promise<void> {
  const { happenedAt, repaired = false } = cause;
  await sql`
    insert into outgoing as o (key, channel_id, data, owed_since, repaired)
    select ${'deliver-card '} || pipeline_id || ':' || channel_id, channel_id,
           jsonb_build_object('pipelineId', pipeline_id, 'channelId', channel_id), ${happenedAt}::timestamptz, ${repaired}::boolean
      from cards where pipeline_id = ${pipelineId} and problem is null order by channel_id
    on conflict (key) do update
       set owed_since = least(o.owed_since, excluded.owed_since), repaired = o.repaired or excluded.repaired
  `.execute(tx);
}

/** From now on it counts as never tried: someone asked for it. */
export async function startAnew(tx: Tx, job: { readonly name: string; readonly key: string }): Promise<void> {
  await tx
    .updateTable('outgoing')
    .set({ tries: 0, early: 0, failed_at: null, woken: false, slot_at: null, stage: 0 })
    .where('key', '=', `${job.name} ${job.key}`)
    .execute();
}
