import { randomUUID } from 'node:crypto';
import { ADA, type Bot } from '../../support/bot.ts';

/**
 * Subscribes #deploys to everything of a project that the simulated CircleCI does not have: it answers for it once,
 * while the bot makes sure that there is such a project, and with 404 to everything after.
 *
 * @param slug in normal form
 * @param id of the project, as its webhooks carry it
 */
export async function subscribeToUnknown(bot: Bot, slug: string, name: string, id: string): Promise<void> {
  bot.circleci.faults.next({
    match: { method: 'GET', path: new RegExp(`/project/${slug}$`) },
    behaviour: { kind: 'status', status: 200, body: projectBody(slug, name, id) },
  });
  await bot.slack.client.as(ADA).command('deploys', `/circleci subscribe ${slug} outcome:all`);
  await bot.told(
    ADA,
    'deploys',
    `This channel now shows pipelines of \`${name === slugEnd(slug) ? '' : `${name} (`}${slug}`,
  );
}

function projectBody(slug: string, name: string, id: string) {
  const [provider = '', organization = ''] = slug.split('/');
  return {
    id,
    slug,
    name,
    organization_name: organization,
    organization_slug: `${provider}/${organization}`,
    organization_id: randomUUID(),
    vcs_info: { vcs_url: '', provider: 'GitHub', default_branch: 'main' },
  };
}

function slugEnd(slug: string): string {
  return slug.slice(slug.lastIndexOf('/') + 1);
}
