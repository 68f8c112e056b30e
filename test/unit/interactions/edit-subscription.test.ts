import { describe, expect, test } from 'vitest';
import { checkView } from '../../../simulators/slack/block-kit/view.ts';
import { LOCALES } from '../../../src/domain/locale.ts';
import { OUTCOMES } from '../../../src/domain/subscription-filter.ts';
import { USUAL } from '../../../src/subscriptions/subscription.ts';
import { fitsForm, subscriptionModal } from '../../../src/views/subscription-modal.ts';

const filter = { ...USUAL, project: 'gh/acme/web' };
const origin = { channelId: 'C1', responseUrl: 'https://hooks.example/1', subscriptionId: 's-1' };

describe.each(LOCALES)('the form in %s', (locale) => {
  test('keeps to Slack’s limits with nothing and with everything chosen', () => {
    const long = Array.from({ length: 12 }, (_, index) => `${index}${'x'.repeat(200)}`);
    const full = {
      ...filter,
      ...{ branches: long, tags: long, workflows: long, jobs: long, authors: long },
      bots: false,
      outcomes: ['failed', 'all'] as const,
      options: {
        quiet: ['22:00-07:00@Asia/Tokyo', 'sat,sun@UTC'],
        digest: 'weekly@mon@09:00@UTC',
        urgent: [...OUTCOMES],
        budget: 10_000,
      },
    };
    for (const one of [filter, full]) {
      expect(fitsForm(one)).toBe(true);
      const view = subscriptionModal(one, origin, locale);
      expect(checkView(view, 'modal')).toEqual([]);
    }
  });
});

test('shows what is set, and nothing where nothing is', () => {
  const shown = JSON.stringify(
    subscriptionModal({ ...filter, branches: ['main', '!x'], outcomes: ['broken'] }, origin, 'en'),
  );
  expect(shown).toContain('"initial_value":"main, !x"');
  expect(shown.match(/initial_options":\[\{[^\]]*"value":"broken"\}\]/g)).toHaveLength(1);
  expect(JSON.stringify(subscriptionModal(filter, origin, 'en'))).not.toContain('initial_');
});

test('a filter that a text field could not hold is not edited there', () => {
  const branches = Array.from({ length: 20 }, (_, index) => `${index}${'x'.repeat(200)}`);
  expect(fitsForm({ ...filter, branches })).toBe(false);
});
