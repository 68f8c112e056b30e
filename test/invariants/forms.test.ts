import { expect, it } from 'vitest';
import { files, findings } from './support/tree.ts';

const OPENS = /\.openView\(/g;

it('opens forms through launch/forms.ts, which keeps what they are about', () => {
  const others = files(/^src\/(?!slack\/).*\.ts$/);
  expect(findings(others, 'forms are opened by openForm', OPENS)).toEqual([]);
});

it('the rule sees a form that is opened in another way', () => {
  const text = 'await ctx.slack.openView(triggerId, form)';
  expect(findings([{ path: 'src/x.ts', text }], 'openForm', OPENS)).toHaveLength(1);
});
