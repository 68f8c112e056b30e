import { describe, expect, test } from 'vitest';
import { LOCALES } from '../../../src/domain/locale.ts';
import { type OthersMay, POLICY_ACTIONS } from '../../../src/domain/policy.ts';
import { denialText } from '../../../src/views/denial.ts';

const others: OthersMay = {
  action: 'approve',
  named: ['U0ADA00001', 'S0OWNERS01'],
  everyone: false,
  rules: ['payments <!channel>'],
  elsewhere: [],
};
const text = (missing: readonly string[], more: Partial<OthersMay> = {}, rule: string | null = null) =>
  denialText({ rule, missing, others: { ...others, ...more } }, 'en');

describe('a refusal', () => {
  test('says who may, people and groups, and by which rule', () => {
    expect(text([])).toContain(
      'You cannot approve this, so nothing was done: only <@U0ADA00001>, <!subteam^S0OWNERS01> can (by *payments &lt;!channel&gt;*).',
    );
  });

  test('counts the others where there are many', () => {
    const named = Array.from({ length: 8 }, (_, index) => `U0ADA0000${index}`);
    expect(text([], { named })).toContain('<@U0ADA00004> and 3 more can');
  });

  test('says that no one may, and where the person may', () => {
    expect(text([], { named: [], rules: [], elsewhere: ['branch', 'channel'] })).toBe(
      'No one can approve this here at the moment, because no rule allows it. Nothing was done.\nBy the rules you can approve this only on other branches, in another channel.',
    );
  });

  test('names the time, the starter or the rule that forbids it, and then who may', () => {
    expect(text(['window'])).toMatch(/it is not the time for it\nWho can approve this: <@U0ADA00001>/);
    expect(text(['starter'])).toMatch(/whoever started it may not.*\nWho can approve this:/);
    expect(text([], {}, 'friday')).toMatch(/^The rule \*friday\* forbids this.*\nWho can approve this:/);
    expect(text([], { everyone: true }, 'friday')).toContain('everyone in the workspace');
  });

  test('sends no one elsewhere for what the person can do alone', () => {
    expect(text(['reason'])).not.toContain('U0ADA00001');
    expect(text(['linked', 'reason'])).not.toContain('U0ADA00001');
  });

  test.each(LOCALES)('has a word for every action in %s', (locale) => {
    for (const action of [...POLICY_ACTIONS, 'reject'] as const) {
      expect(denialText({ rule: null, missing: [], others: { ...others, action } }, locale)).not.toMatch(
        /undefined/,
      );
    }
  });
});
