import { describe, expect, it } from 'vitest';
import { closedChannelText } from '../../../src/views/closed-channel.ts';
import { type DeliveryHealth, renderHealth, resentText } from '../../../src/views/health.ts';

const NOTHING = { delivered: 0, late: 0, repaired: 0, failed: 0, p50Seconds: null, p99Seconds: null };
const QUIET: DeliveryHealth = {
  hour: NOTHING,
  day: NOTHING,
  lastWebhook: null,
  waiting: 0,
  deferred: 0,
  heldChannels: [],
  heldMethods: [],
  heldUntil: null,
  stuckCards: 0,
  closedChannels: [],
  retrying: 0,
  dead: 0,
  circleciPausedUntil: null,
};

describe('health', () => {
  it('says that nothing was delivered yet', () => {
    const text = renderHealth(QUIET, 'en');
    expect(text).toContain('nothing was delivered');
    expect(text).toContain('no webhook has come');
    expect(text).toContain('no dead letters');
  });

  it('says until when CircleCI’s rate limit holds the background back', () => {
    const circleciPausedUntil = new Date('2026-01-01T00:05:00Z');
    expect(renderHealth(QUIET, 'en')).not.toContain('limiting');
    const [en, ja] = (['en', 'ja'] as const).map((locale) =>
      renderHealth({ ...QUIET, circleciPausedUntil }, locale),
    );
    expect(en).toContain('waits until <!date^1767225900^');
    expect(ja).toContain('<!date^1767225900^');
  });

  it('names what stands in the way, and how to send dead letters again', () => {
    const trouble: DeliveryHealth = {
      ...QUIET,
      hour: { delivered: 1_234, late: 5, repaired: 2, failed: 1, p50Seconds: 0.123, p99Seconds: 75.4 },
      heldChannels: Array.from({ length: 12 }, (_, index) => `C0HELD${index}`),
      heldMethods: ['chat.update'],
      heldUntil: new Date('2026-01-01T01:00:00Z'),
      stuckCards: 1,
      closedChannels: ['C0CLOSED', '<!channel>'],
      retrying: 3,
      dead: 7,
    };
    const text = renderHealth(trouble, 'en');
    expect(text).toContain('1,234 delivered, 5 late (over 1 minute), 2 repaired, 1 failed');
    expect(text).toContain('p50 0.12 s, p99 75 s');
    expect(text).toContain('<#C0HELD9>, and 2 more');
    expect(text).toContain('`chat.update`');
    expect(text).toContain('until <!date^1767229200^');
    expect(text).toContain('1 card of the last week can no longer be edited');
    expect(text).toContain('<#C0CLOSED>');
    expect(text).not.toContain('<!channel>');
    expect(text).toMatch(/7 dead letters.*\/circleci health resend/);
    expect(renderHealth(trouble, 'ja')).toMatch(/配信 1,234件.*\n/);
  });

  it('tells how many are sent again', () => {
    expect(resentText(0, 'en')).toContain('no dead letters');
    expect(resentText(3, 'ja')).toContain('3件');
  });

  it.each(['is_archived', 'not_in_channel', 'channel_not_found', 'restricted_action', 'something_new'])(
    'a subscriber is told why a channel is closed: %s',
    (reason) => {
      for (const locale of ['en', 'ja'] as const) {
        const { text } = closedChannelText('C0CLOSED', reason, locale);
        expect(text).toContain('<#C0CLOSED>');
        expect(text).not.toContain('undefined');
      }
      expect(closedChannelText('<!here>', reason, 'en').text).not.toContain('<!here>');
    },
  );
});
