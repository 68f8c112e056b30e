import { describe, expect, it } from 'vitest';
import type { SlackUser } from '../../../src/slack/slack-api.ts';
import { cacheUsers } from '../../../src/slack/user-cache.ts';

const person = (id: string): SlackUser => ({
  id,
  teamId: 'T1',
  alsoIn: [],
  name: id,
  locale: 'en-US',
  isBot: false,
  isExternal: false,
  isGuest: false,
});

describe('remembering people', () => {
  it('asks Slack once for many at the same time', async () => {
    const asked: string[] = [];
    const user = cacheUsers(async (id) => {
      asked.push(id);
      return person(id);
    });
    await Promise.all([user('U1'), user('U1'), user('U2'), user('U1')]);
    await user('U1');
    expect(asked).toEqual(['U1', 'U2']);
  });

  it('does not remember that Slack did not answer', async () => {
    let answers = 0;
    const user = cacheUsers(async (id) => {
      answers += 1;
      if (answers === 1) throw new Error('no answer');
      return person(id);
    });
    await expect(user('U1')).rejects.toThrow('no answer');
    await expect(user('U1')).resolves.toMatchObject({ id: 'U1' });
  });
});
