import { expect } from 'vitest';
import { postAsBot, say, saying } from '../support/actions.ts';
import { askPage } from '../support/ask-page.ts';
import { ANA, GENERAL, type World } from '../support/world.ts';

const HOSTILE = '<img src=x onerror=alert(1)><script>alert(2)</script> "\'><svg/onload=alert(3)>';
const plain = { type: 'plain_text', text: HOSTILE.slice(0, 70) };
const link = '<javascript:alert(4)|click> <data:text/html,x|me>';

/** Whatever is in a text, it is never markup and never runs. `misdeeds` of the world would tell of any that did. */
export async function outsideText(world: World): Promise<void> {
  const page = await world.open(ANA, GENERAL);
  await say(page, HOSTILE);
  await saying(page, HOSTILE).waitFor();

  await postAsBot(world.playground.slack, { channel: GENERAL, text: 'hostile', blocks: blocks() });
  const message = saying(page, 'The end of hostile blocks');
  await message.waitFor();
  for (const text of [HOSTILE, link]) expect(await message.textContent()).toContain(text);

  const none = { active: 0, foreignPictures: 0, oddLinks: [] };
  expect(await askPage(page, 'madeOfText')).toEqual(none);

  // Entities are read once: what stands for an entity stays one.
  await postAsBot(world.playground.slack, { channel: GENERAL, text: 'once &amp;lt;b&amp;gt; only' });
  await saying(page, 'once &lt;b&gt; only').waitFor();
}

function blocks() {
  return [
    { type: 'header', text: plain },
    {
      type: 'section',
      text: { type: 'mrkdwn', text: HOSTILE },
      fields: [{ type: 'mrkdwn', text: `*${HOSTILE}*` }],
    },
    { type: 'section', text: { type: 'mrkdwn', text: link } },
    { type: 'context', elements: [{ type: 'mrkdwn', text: `\`${HOSTILE}\`` }] },
    { type: 'image', image_url: 'https://pictures.example/x.png', alt_text: HOSTILE },
    { type: 'actions', elements: [{ type: 'button', action_id: 'hostile', text: plain, value: HOSTILE }] },
    {
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: HOSTILE }] }],
    },
    { type: 'markdown', text: `${HOSTILE} [x](javascript:alert)` },
    { type: 'section', text: { type: 'plain_text', text: 'The end of hostile blocks' } },
  ];
}
