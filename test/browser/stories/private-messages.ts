import { expect } from 'vitest';
import { say, saying } from '../support/actions.ts';
import { ANA, KENJI, RELEASES_JA, type World } from '../support/world.ts';

export async function privateMessages(world: World): Promise<void> {
  const ana = await world.open(ANA, RELEASES_JA);
  const kenji = await world.open(KENJI, RELEASES_JA);
  await say(ana, '/circleci whoami');
  await ana.getByText('Only visible to you').waitFor();
  const answer = (await ana.locator('.message.ephemeral .message-body').innerText()).trim();
  expect(answer).not.toBe('');

  // What comes after it has arrived, so it would have been there by now.
  await say(ana, 'Did you see that?');
  await saying(kenji, 'Did you see that?').waitFor();
  expect(await kenji.locator('.message.ephemeral').count()).toBe(0);

  await say(kenji, '/circleci whoami');
  await kenji.locator('.message.ephemeral').waitFor();
  // Kenji reads Japanese.
  expect(await kenji.locator('.message.ephemeral .message-body').innerText()).toMatch(/[ぁ-んァ-ン]/);

  await ana.reload();
  await saying(ana, 'Did you see that?').waitFor();
  expect(await ana.locator('.message.ephemeral').count()).toBe(0);

  await kenji.getByRole('button', { name: 'Dismiss' }).click();
  await kenji.locator('.message.ephemeral').waitFor({ state: 'detached' });

  await say(kenji, '/nonsense');
  await saying(kenji, 'is not a command here').waitFor();
}
