import { expect } from 'vitest';
import { say, saying } from '../support/actions.ts';
import { ANA, GENERAL, KENJI, type World } from '../support/world.ts';

export async function threads(world: World): Promise<void> {
  const ana = await world.open(ANA, GENERAL);
  const kenji = await world.open(KENJI, GENERAL);
  await say(ana, 'Shall we ship?');
  const parent = saying(kenji, 'Shall we ship?');
  await parent.hover();
  await parent.getByRole('button', { name: 'Reply in thread' }).click();
  await kenji.keyboard.type('Yes, after lunch.');
  await kenji.keyboard.press('Enter');

  await ana.getByRole('button', { name: '1 reply' }).click();
  const pane = ana.getByRole('complementary', { name: 'Thread' });
  await pane.getByText('Yes, after lunch.').waitFor();
  // A reply is in its thread and not in the channel.
  expect(await saying(ana, 'Yes, after lunch.').count()).toBe(0);
  await pane.getByRole('button', { name: 'Close the thread' }).click();
  await pane.waitFor({ state: 'hidden' });
}
