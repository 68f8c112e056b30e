import { isJson, type Json, jsonList } from '../json.ts';
import { viewBlock } from './blocks.ts';
import { createReport, type Problem, type Report } from './report.ts';
import { boolean, string, word } from './scalars.ts';
import { type Check, type Fields, list, object, optional, required } from './shape.ts';
import { plainText } from './text-objects.ts';
import { checkUniqueness } from './uniqueness.ts';

const common: Fields = {
  blocks: required(list(viewBlock, { max: 100 })),
  private_metadata: optional(string({ min: 0, max: 3000 })),
  callback_id: optional(string({ min: 0, max: 255 })),
  external_id: optional(string({ min: 0, max: 255 })),
};

/** Source: Slack docs, modal view object. */
const modal = object(
  {
    type: required(word('modal')),
    title: required(plainText(24)),
    close: optional(plainText(24)),
    submit: optional(plainText(24)),
    clear_on_close: optional(boolean),
    notify_on_close: optional(boolean),
    submit_disabled: optional(boolean),
    ...common,
  },
  needsSubmit,
);

/** Source: Slack docs, Home tab view object. */
const home = object({ type: required(word('home')), ...common });

const kinds: Readonly<Record<'modal' | 'home', Check>> = { modal, home };

/** @returns what Slack would refuse about a view of this kind; pointers begin at `/view` */
export function checkView(view: unknown, kind: 'modal' | 'home'): readonly Problem[] {
  const report = createReport();
  kinds[kind](view, '/view', report);
  if (isJson(view)) checkUniqueness(view.blocks, '/view/blocks', report);
  return report.problems;
}

function needsSubmit(view: Json, at: string, report: Report): void {
  const hasInput = jsonList(view.blocks).some((block) => block.type === 'input');
  if (hasInput && view.submit === undefined)
    report.add(at, 'missing_field', 'missing required field: submit');
}
