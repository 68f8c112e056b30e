import { Kysely, PostgresDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { expect, it } from 'vitest';
import { migrations } from '../../src/storage/migrations/index.ts';
import { createEmptyDatabase } from './support/empty-database.ts';

it('brings rows together that named one project twice, with all that names them', async () => {
  const database = await createEmptyDatabase();
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: database.url, max: 2 }) }),
  });
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
    await migrator.migrateTo('0016-approval-detail');
    await sql`insert into projects (slug, id, name, updated_at) values
      ('circleci/short/web', 'p1', 'web', now()),
      ('circleci/0000-org/p1', 'p1', 'p1', now() - interval '1 day'),
      ('gh/acme/shop', 'p2', 'shop', now()),
      ('gh/Acme/Shop', null, 'Shop', now()),
      ('circleci/SHORT/web', 'p3', 'other', now())`.execute(db);
    await sql`insert into pipelines (id, project_slug, trigger_type, state, problems, created_at) values
      ('a', 'circleci/0000-org/p1', 'api', 'created', '[]', now()),
      ('b', 'gh/Acme/Shop', 'api', 'created', '[]', now())`.execute(db);
    await sql`insert into subscriptions (channel_id, project, folder, branches, workflows, outcomes, created_by) values
      ('C1', 'circleci/0000-org/p1', null, '[]', '[]', '[]', 'U1'),
      ('C1', 'circleci/short/web', null, '[]', '[]', '[]', 'U1'),
      ('C2', 'gh/Acme/Shop', null, '[]', '[]', '[]', 'U1'),
      ('C2', 'gh/Acme/*', 'gh/Acme', '[]', '[]', '[]', 'U1')`.execute(db);
    await sql`insert into channels (id, default_project) values ('C1', 'circleci/0000-org/p1')`.execute(db);
    const { error } = await migrator.migrateToLatest();
    expect(error).toBeUndefined();
    const texts = async (query: ReturnType<typeof sql<{ text: string }>>) =>
      (await query.execute(db)).rows.map(({ text }) => text);
    expect(await texts(sql`select slug as text from projects order by id`)).toEqual([
      'circleci/short/web',
      'gh/acme/shop',
      'circleci/SHORT/web',
    ]);
    expect(
      await texts(sql`select key || ' ' || project as text from project_slugs order by key collate "C"`),
    ).toEqual([
      'circleci/0000-org/p1 circleci/short/web',
      'circleci/SHORT/web circleci/SHORT/web',
      'circleci/short/web circleci/short/web',
      'gh/acme/shop gh/acme/shop',
    ]);
    expect(await texts(sql`select project_slug as text from pipelines order by id`)).toEqual([
      'circleci/short/web',
      'gh/acme/shop',
    ]);
    expect(
      await texts(sql`select channel_id || ' ' || project as text from subscriptions order by 1`),
    ).toEqual(['C1 circleci/short/web', 'C2 gh/acme/*', 'C2 gh/acme/shop']);
    expect(await texts(sql`select default_project as text from channels`)).toEqual(['circleci/short/web']);
  } finally {
    await db.destroy();
    await database.drop();
  }
});
