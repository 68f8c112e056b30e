import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messageText } from '../../simulators/slack/index.ts';
import { ADA, answerAfter, BEN, type Bot, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';

const PROJECT = 'gh/acme/web-shop';
const APP = 'https://app.circleci.com';

interface Place {
  readonly number: string;
  readonly pipeline: number;
  readonly workflow: string;
  readonly job: number;
}

/** Every kind of address that CircleCI shows for something in a pipeline. */
const links: Readonly<Record<string, (place: Place) => string>> = {
  pipeline: ({ pipeline }) => `${APP}/pipelines/github/acme/web-shop/${pipeline}`,
  workflow: ({ pipeline, workflow }) =>
    `${APP}/pipelines/github/acme/web-shop/${pipeline}/workflows/${workflow}`,
  'job of a workflow': ({ pipeline, workflow, job }) =>
    `${APP}/pipelines/github/acme/web-shop/${pipeline}/workflows/${workflow}/jobs/${job}`,
  'workflow alone': ({ workflow }) => `${APP}/pipelines/workflows/${workflow}`,
  'older workflow': ({ workflow }) => `https://circleci.com/workflow-run/${workflow}`,
  'older job': ({ job }) => `https://circleci.com/gh/acme/web-shop/${job}`,
  job: ({ job }) => `${APP}/jobs/github/acme/web-shop/${job}`,
  'project and branch': () => `${APP}/pipelines/github/acme/web-shop?branch=scenario%2Fhold`,
};

describeWithDatabase('links of CircleCI', (databases) => {
  describe.each(['never', 'bare', 'labelled'] as const)('that Slack wraps %s', (wrapUrls) => {
    let bot: Bot;
    let place: Place;
    beforeAll(async () => {
      bot = await startBot(databases, { slack: { wrapUrls } });
      place = await held();
    });
    afterAll(() => bot.stop());

    /** A pipeline that waits for an approval, and what is in it. */
    const held = async (): Promise<Place> => {
      const number = await bot.run(ADA, `${PROJECT} scenario/hold`);
      await bot.card('deploys', number, 'Approve');
      const read = async (path: string) => {
        const headers = { 'circle-token': bot.circleci.token };
        const response = await fetch(`${bot.circleci.url}/api/v2${path}`, { headers });
        return (await response.json()) as { items: { id: string; job_number?: number; name: string }[] };
      };
      const [pipeline] = (await read(`/project/${PROJECT}/pipeline`)).items;
      const [workflow] = (await read(`/pipeline/${pipeline?.id}/workflow`)).items;
      const { items } = await read(`/workflow/${workflow?.id}/job`);
      return {
        number,
        pipeline: Number(number.slice(1)),
        workflow: workflow?.id ?? '',
        job: items.find(({ name }) => name === 'test')?.job_number ?? 0,
      };
    };
    const says = async (words: string) => {
      const ben = bot.slack.client.as(BEN);
      const before = (await ben.ephemerals('backend')).length;
      await ben.command('backend', `/circleci ${words}`);
      const answer = await bot.slack.client.waitFor(
        async () => answerAfter(await ben.ephemerals('backend'), before),
        {
          timeoutMs: 45_000,
          what: `the answer to ${words}`,
        },
      );
      return messageText(answer);
    };

    it.each(Object.entries(links))('status of a %s', async (_name, link) => {
      expect(await says(`status ${link(place)}`)).toContain(`web-shop ${place.number}`);
    });

    // Reading a link does not depend on the command; with labels it is hardest.
    if (wrapUrls === 'labelled') {
      it.each(['pipeline', 'job of a workflow', 'older workflow'])(
        'approve, cancel and rerun of a %s',
        async (name) => {
          const link = links[name] ?? (() => '');
          const one = await held();
          expect(await says(`approve ${link(one)}`)).toContain('Approved');
          await bot.card('deploys', one.number, 'Succeeded', `approved by <@${BEN}>`);
          expect(await says(`rerun ${link(one)}`)).toContain('The rerun has started');
          const other = await held();
          expect(await says(`cancel ${link(other)}`)).toContain('Canceled');
          await bot.card('deploys', other.number, 'Canceled');
        },
      );
    }

    it.each([
      ['https://github.com/acme/web-shop/pull/7', /not a link of CircleCI|know no project/],
      [`${APP}/pipelines/github/acme/web-shop/999999`, /CircleCI does not know/],
      [`${APP}/pipelines/workflows/7b800a33-318a-4b57-9045-3ebe9b371686`, /CircleCI does not know/],
    ])('status of %s, which is nothing', async (link, answer) => {
      expect(await says(`status ${link}`)).toMatch(answer);
    });
  });
});
