import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messageText } from '../../simulators/slack/index.ts';
import type { ClientMessage } from '../../simulators/slack/protocol.ts';
import { statuses } from '../../src/i18n/en/statuses.ts';
import { type Bot, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';
import { fixtures, published, type Sample } from '../support/webhook-samples.ts';
import { everythingShown } from './support/everything-shown.ts';
import { subscribeToUnknown } from './support/known-project.ts';
import { factsOf, type SampleFacts, withOwnIds } from './support/sample-facts.ts';
import { sendWebhook } from './support/send-webhook.ts';

const samples = withOwnIds([...fixtures, ...published]);
/** As they happen: a workflow completes after its jobs. */
const completions = ['job-completed', 'workflow-completed'].flatMap((type) =>
  samples.filter(({ json }) => json.type === type),
);
const facts = new Map(completions.map((sample) => [sample.name, factsOf(sample)] as const));
/** A project has one name, though some payloads leave it out. */
const names = new Map<string, string>();
for (const { slug, name } of facts.values()) if (name !== '') names.set(slug, name);

/** An order of its own, and the same in every run. */
const shuffled = completions.toSorted((a, b) => mixed(a.name) - mixed(b.name));
const orders: Readonly<Record<string, readonly Sample[]>> = {
  'in order': completions,
  'in reverse': completions.toReversed(),
  shuffled,
};

describeWithDatabase('the sample payloads', (databases) => {
  const finalCards = new Map<string, ReadonlyMap<string, string>>();

  describe.each(Object.keys(orders))('posted %s', (order) => {
    let bot: Bot;
    beforeAll(async () => {
      bot = await startBot(databases);
      for (const [slug, id] of new Map([...facts.values()].map((one) => [one.slug, one.projectId]))) {
        await subscribeToUnknown(bot, slug, nameOf(slug), id);
      }
      for (const { text } of orders[order] ?? []) expect(await sendWebhook(bot.url, text)).toBe(200);
      await bot.app.drain();
      // A card changes at most once a second, so what came last may wait for its turn.
      for (const one of facts.values()) await bot.card('deploys', titleOf(one), ...said(one));
      await everythingShown(bot);
      await bot.app.drain();
    }, 180_000);
    afterAll(() => bot.stop());

    const cardsOf = async (one: SampleFacts) =>
      (await bot.cards('deploys')).filter((card) => hasTitle(messageText(card), titleOf(one)));

    it.each([...facts])('%s is on one card that is right', async (_name, one) => {
      const [card, ...others] = await cardsOf(one);
      expect(others).toEqual([]);
      const text = messageText(card ?? { blocks: [] });
      for (const part of said(one)) expect(text).toContain(part);
      expect(`${text} ${card?.text}`).not.toMatch(/\b(?:undefined|null|NaN|Invalid)\b|\[object/);
      expect(card?.text).toContain(titleOf(one));
    });

    it('end as the same cards as in every other order', async () => {
      const now = async () => finalOf(bot, await bot.cards('deploys'));
      if (order === 'in order') finalCards.set(order, await now());
      const reference = finalCards.get('in order');
      // What came after the end is collected for a moment before the card is changed once more.
      const isSame = async () => isDeepStrictEqual(await now(), reference);
      await bot.slack.client.waitFor(isSame, { timeoutMs: 8_000 }).catch(() => {});
      expect(await now()).toEqual(reference);
      expect(reference?.size).toBe(new Set([...facts.values()].map(titleOf)).size);
    });

    it('say the same once more when everything comes a second time', async () => {
      await everythingShown(bot);
      const before = await bot.cards('deploys');
      const calls = bot.slack.calls.length;
      for (const { text } of completions) expect(await sendWebhook(bot.url, text)).toBe(200);
      await bot.app.drain();
      expect(await bot.cards('deploys')).toEqual(before);
      expect(bot.slack.calls.length).toBe(calls);
    });

    it('were asked for at CircleCI, which knows none of them', () => {
      const asked = bot.circleci.log.filter(({ path }) => /\/pipeline\/[^/]+$/.test(path));
      expect(asked.length).toBeGreaterThan(0);
      expect(new Set(asked.map(({ status }) => status))).toEqual(new Set([404]));
    });
  });

  it('that are no completions are taken and make no card', async () => {
    const bot = await startBot(databases);
    const others = samples.filter((sample) => !completions.includes(sample));
    expect(others.length).toBeGreaterThan(0);
    for (const { text } of others) expect(await sendWebhook(bot.url, text)).toBe(200);
    await bot.app.drain();
    expect(await bot.cards('deploys')).toEqual([]);
    await bot.stop();
  });
});

/** Each bot has a CircleCI of its own, on another port; block ids are made of what the blocks hold. */
function finalOf(bot: Bot, cards: readonly ClientMessage[]): ReadonlyMap<string, string> {
  return new Map(cards.map(({ text, blocks }) => [titleIn(text), withoutAddress(bot, blocks)]));
}

function withoutAddress(bot: Bot, blocks: readonly object[]): string {
  return JSON.stringify(
    blocks,
    (key, value: unknown) => (key === 'block_id' ? undefined : value),
    1,
  ).replaceAll(bot.circleci.url, '');
}

/** What the card of a payload's pipeline says at the end, whatever else is known of that pipeline. */
function said(one: SampleFacts): string[] {
  const known: Record<string, string> = statuses;
  const status = statusOf(one);
  return [
    one.ref === '' ? '' : `\`${one.ref}\``,
    escaped(one.subject),
    escaped(one.author),
    isNamedTwice(one) ? '' : escaped(one.workflow),
    known[status] ?? status,
  ].filter((part) => part !== '');
}

/** A completed job does not say how its workflow stands; where nothing else does, it runs. */
function statusOf({ workflowId, workflowStatus }: SampleFacts): string {
  if (workflowId === '') return '';
  const ended = [...facts.values()].find((one) => one.workflowId === workflowId && one.workflowStatus !== '');
  return workflowStatus || (ended?.workflowStatus ?? 'running');
}

/** Two of the published payloads give one workflow different names; which one is shown does not matter. */
function isNamedTwice({ workflowId, workflow }: SampleFacts): boolean {
  return [...facts.values()].some((one) => one.workflowId === workflowId && one.workflow !== workflow);
}

function nameOf(slug: string): string {
  return names.get(slug) ?? slug.slice(slug.lastIndexOf('/') + 1);
}

function titleOf({ slug, number }: SampleFacts): string {
  return `${nameOf(slug)} #${number}`;
}

function titleIn(text: string): string {
  return /\S+ #\d+/.exec(text)?.[0] ?? text;
}

function hasTitle(text: string, title: string): boolean {
  return text.includes(`${title}>`) || text.endsWith(title);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function mixed(name: string): number {
  return [...name].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973, 7);
}
