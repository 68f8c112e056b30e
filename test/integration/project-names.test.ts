import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCircleCiSimulator } from '../../simulators/circleci/index.ts';
import { messageText } from '../../simulators/slack/index.ts';
import { ADA, answerAfter, BEN, type Bot, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';

/** One project of each kind, and every way in which CircleCI, its pages, git and people name it. */
const { projects } = createCircleCiSimulator();
const app = projects.find(({ provider }) => provider === 'github_app');
const APP = app?.slug ?? '';
const APP_BY_IDS = `circleci/${app?.organization.id}/${app?.id}`;
const SHOP = 'gh/acme/web-shop';
const NAMES: readonly (readonly [slug: string, name: string])[] = [
  [SHOP, SHOP],
  [SHOP, 'github/acme/web-shop'],
  [SHOP, 'GH/Acme/Web-Shop'],
  [SHOP, 'web-shop'],
  [SHOP, 'https://app.circleci.com/pipelines/github/acme/web-shop'],
  [SHOP, 'https://app.circleci.com/projects/project/gh/acme/web-shop/settings'],
  [SHOP, 'https://github.com/acme/web-shop'],
  [SHOP, 'github.com/acme/web-shop.git'],
  [APP, APP],
  [APP, APP_BY_IDS],
  [APP, 'mobile-app'],
  [APP, `https://app.circleci.com/pipelines/${APP}`],
  [APP, `https://app.circleci.com/pipelines/${APP_BY_IDS}`],
  [APP, 'https://github.com/acme/mobile-app'],
];

const FILE_CHANNEL = 'C0BACKEND2';
const POLICY = `version: 1
rules:
  - name: the shop does not run on develop
    deny: [run]
    where: { project: GitHub/Acme/Web-Shop, branch: develop }
  - name: the app does not run on features
    deny: [run]
    where: { project: ${APP_BY_IDS}, branch: "feature/**" }
  - name: everyone may do the rest
    allow: [run, approve, cancel, rerun, lock, stop, subscribe, audit, admin, mute]
    who: { everyone: true }
`;

describeWithDatabase('every name of a project', (databases) => {
  let bot: Bot;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chatops-names-'));
    await writeFile(join(folder, 'policy.yaml'), POLICY);
    await writeFile(
      join(folder, 'subscriptions.yaml'),
      `channels:\n  ${FILE_CHANNEL}:\n    - { project: ${APP_BY_IDS}, outcomes: [all] }\n    - { project: GH/Acme/Web-Shop, outcomes: [all] }\n`,
    );
    bot = await startBot(databases, {
      slack: { wrapUrls: 'bare', unfurlDomains: ['127.0.0.1'] },
      env: {
        POLICY_FILE: join(folder, 'policy.yaml'),
        SUBSCRIPTIONS_FILE: join(folder, 'subscriptions.yaml'),
      },
    });
    // The address of a repository leads to a project of the GitHub App once a pipeline of it was heard of.
    for (const slug of [SHOP, APP]) bot.circleci.control.push(slug, { scenario: 'success' });
    await bot.card('backend', 'mobile-app', 'Succeeded');
    await bot.card('backend', 'web-shop', 'Succeeded');
  });
  afterAll(async () => {
    await bot.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const person = (user: string) => bot.slack.client.as(user);
  const says = async (user: string, words: string) => {
    const before = (await person(user).ephemerals('deploys')).length;
    await person(user).command('deploys', `/circleci ${words}`);
    const answer = await bot.slack.client.waitFor(
      async () => answerAfter(await person(user).ephemerals('deploys'), before),
      { what: `an answer to ${words}`, timeoutMs: 25_000 },
    );
    return messageText(answer);
  };
  const triggers = () =>
    bot.circleci.log.filter(({ method, path }) => method === 'POST' && /pipeline/.test(path)).length;

  describe.each(NAMES)('%s as %s', (slug, name) => {
    it('is locked for every other name', async () => {
      expect(await says(ADA, `lock ${name} 1h release`)).toContain('Release it with');
      const before = triggers();
      for (const [, other] of NAMES.filter(([one]) => one === slug)) {
        expect(await says(BEN, `run ${other} main`), other).toContain('is locked');
      }
      expect(triggers()).toBe(before);
      expect(await says(ADA, `unlock ${name}`)).not.toContain('not locked');
      expect(await says(ADA, 'locks')).not.toContain('release');
    });

    it('is subscribed to and unsubscribed from as one project', async () => {
      expect(await says(ADA, `subscribe ${name} outcome:all`)).toContain('This channel now shows');
      const listed = await says(ADA, 'subscriptions');
      expect(listed).toContain(slug);
      expect(listed.split(slug)).toHaveLength(2);
      expect(await says(ADA, `unsubscribe ${name}`)).not.toContain('not subscribed');
      expect(await says(ADA, 'subscriptions')).not.toContain(slug);
    });

    it('is the default project, and what status, stop and the audit log are about', async () => {
      expect(await says(ADA, `use ${name}`)).toContain(slug);
      expect(await says(ADA, `status ${name}`)).toContain('Succeeded');
      expect(await says(ADA, `stop ${name}`)).toMatch(/nothing runs|Nothing runs/i);
      expect(await says(ADA, `audit project:${name}`)).toContain('lock');
    });

    it('is judged by a rule that names it in another way', async () => {
      const before = triggers();
      const branch = slug === SHOP ? 'develop' : 'feature/dark-mode';
      expect(await says(BEN, `run ${name} ${branch}`)).toMatch(/does not run on/);
      expect(await says(BEN, `can @ben run ${name} ${branch}`)).toMatch(/does not run on/);
      expect(triggers()).toBe(before);
    });
  });

  it('is shown in link previews by every form of its address', async () => {
    const { number } = bot.circleci.control.push(APP, { scenario: 'success' }) ?? { number: 0 };
    await bot.card('backend', `#${number}`, 'Succeeded');
    for (const slug of [APP, APP_BY_IDS]) {
      await person(ADA).say('backend', `${bot.circleci.url}/pipelines/${slug}/${number}`);
      const preview = async () => {
        const message = (await person(ADA).messages('backend')).findLast((one) =>
          one.text.includes(`${slug}/${number}`),
        );
        const texts = (message?.unfurls ?? []).map((one) => messageText(one)).join('\n');
        return texts.includes('Succeeded') ? true : undefined;
      };
      await bot.slack.client.waitFor(preview, { what: `a preview of ${slug}`, timeoutMs: 25_000 });
    }
  });

  it('is followed when it is renamed: subscriptions, locks and rules are about the same project', async () => {
    expect(await says(ADA, 'subscribe gh/acme/payments-api outcome:all')).toContain('now shows');
    expect(await says(ADA, 'use gh/acme/payments-api')).toContain('payments-api');
    expect(await says(ADA, 'lock gh/acme/payments-api 1h release')).toContain('Release it with');
    bot.circleci.control.renameProject('gh/acme/payments-api', 'billing');
    bot.circleci.control.push('gh/acme/billing', { scenario: 'success' });
    const news = async () =>
      (await person(ADA).messages('deploys')).filter((one) => messageText(one).includes('was renamed to'));
    await bot.card('deploys', 'billing', 'Succeeded');
    await bot.slack.client.waitFor(async () => (await news()).length > 0 || undefined, { what: 'the news' });
    bot.circleci.control.push('gh/acme/billing', { scenario: 'success' });
    await bot.circleci.idle();
    expect(await news()).toHaveLength(1);
    for (const name of ['gh/acme/payments-api', 'gh/acme/billing', 'billing']) {
      expect(await says(BEN, `run ${name} main`), name).toContain('is locked');
    }
    expect(await says(ADA, 'unlock gh/acme/payments-api')).not.toContain('not locked');
    expect(await says(ADA, 'audit project:billing')).toContain('lock');
  });
});

describeWithDatabase('a name in a rule that cannot be resolved yet', (databases) => {
  it('keeps everything closed until CircleCI has said which project it is', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'chatops-closed-'));
    await writeFile(
      join(folder, 'policy.yaml'),
      `version: 1
rules:
  - name: not the app
    deny: [lock]
    where: { project: ${APP_BY_IDS} }
  - name: all else
    allow: [lock, run]
    who: { everyone: true }
`,
    );
    const bot = await startBot(databases, { env: { POLICY_FILE: join(folder, 'policy.yaml') } });
    const lock = async () => {
      const before = (await bot.slack.client.as(ADA).ephemerals('deploys')).length;
      await bot.slack.client.as(ADA).command('deploys', `/circleci lock ${SHOP} 1h release`);
      const answer = await bot.slack.client.waitFor(
        async () => answerAfter(await bot.slack.client.as(ADA).ephemerals('deploys'), before),
        { what: 'an answer', timeoutMs: 25_000 },
      );
      return messageText(answer);
    };
    try {
      await bot.slack.client.waitFor(
        async () => ((await lock()).includes('Release it with') ? true : undefined),
        {
          what: 'the rule to be about the app alone',
        },
      );
      // Another file, while CircleCI is away: its names are not known.
      bot.circleci.faults.down(true);
      await writeFile(
        join(folder, 'policy.yaml'),
        `version: 1
rules:
  - name: not the handbook
    deny: [lock]
    where: { project: circleci/${app?.organization.id}/${SHOP.length}-unknown }
  - name: all else
    allow: [lock, run]
    who: { everyone: true }
`,
      );
      await bot.slack.client.waitFor(
        async () => ((await lock()).includes('not the handbook') ? true : undefined),
        { what: 'the rule to deny everything', timeoutMs: 25_000 },
      );
    } finally {
      await bot.stop();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
