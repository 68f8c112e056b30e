import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The log of what people tried: each entry holds the hash of the one before, and none can be changed or removed. */
export const audit: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  // The body is text because its very bytes are hashed; a column beside it could be changed without anyone noticing.
  `create table audit_log (
     seq bigint primary key,
     body text not null,
     hash text not null
   )`,
  `create index audit_by_person on audit_log (((body::jsonb) ->> 'who'), seq desc)`,
  `create index audit_by_project on audit_log (((body::jsonb) -> 'where' ->> 'project'), seq desc)`,
  `create index audit_by_action on audit_log (((body::jsonb) ->> 'action'), seq desc)`,
  `create index audit_by_time on audit_log (((body::jsonb) ->> 'at'))`,
  // One row: the end of the chain. Whoever appends locks it, on whichever replica.
  `create table audit_head (
     id boolean primary key default true check (id),
     seq bigint not null,
     hash text not null
   )`,
  `insert into audit_head (seq, hash) values (0, repeat('0', 64))`,
  `create function audit_keeps() returns trigger language plpgsql as $$
   begin
     raise exception 'the audit log is append-only: % on % is refused', tg_op, tg_table_name;
   end $$`,
  `create trigger audit_log_keeps before update or delete on audit_log
     for each row execute function audit_keeps()`,
  `create trigger audit_log_stays before truncate on audit_log
     for each statement execute function audit_keeps()`,
  `create trigger audit_head_keeps before delete on audit_head
     for each row execute function audit_keeps()`,
  `create trigger audit_head_stays before truncate on audit_head
     for each statement execute function audit_keeps()`,
  `create trigger audit_head_moves_on before update on audit_head
     for each row when (new.seq <> old.seq + 1) execute function audit_keeps()`,
];
