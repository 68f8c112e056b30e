import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** A row that readiness checks write, and an audit log that takes nothing but the next entry of its chain. */
export const writeCheck: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `create table write_check (
     id boolean primary key default true check (id),
     checked_at timestamptz not null
   )`,
  `insert into write_check (checked_at) values (now())`,
  // Not valid: rows that are there already are for `audit verify` to report, and must not keep the program from starting.
  `alter table audit_log add constraint audit_log_from_one check (seq >= 1) not valid`,
  // The program moves the end of the chain and adds the entry in one statement.
  `create function audit_is_next() returns trigger language plpgsql as $$
   begin
     if not exists (select from audit_head where seq = new.seq and hash = new.hash) then
       raise exception 'the audit log is append-only: entry % is not the next one and is refused', new.seq;
     end if;
     return new;
   end $$`,
  `create trigger audit_log_goes_on before insert on audit_log for each row execute function audit_is_next()`,
  `create function audit_head_is_entry() returns trigger language plpgsql as $$
   begin
     if not exists (select from audit_log where seq = new.seq and hash = new.hash) then
       raise exception 'the audit log is append-only: its end was moved to % without an entry, which is refused', new.seq;
     end if;
     return null;
   end $$`,
  `create constraint trigger audit_head_has_entry after update on audit_head
     deferrable initially deferred for each row execute function audit_head_is_entry()`,
];
