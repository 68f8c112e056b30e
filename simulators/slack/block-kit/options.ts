import { optionGroup, selectOption } from './compositions.ts';
import { createReport, type Problem } from './report.ts';
import { list, object, optional } from './shape.ts';

const answer = object(
  {
    options: optional(list(selectOption, { max: 100 })),
    option_groups: optional(list(optionGroup, { max: 100 })),
  },
  (value, at, report) => {
    if ((value.options === undefined) === (value.option_groups === undefined)) {
      report.add(at, 'missing_field', 'exactly one of options and option_groups is required');
    }
  },
);

/** @returns what Slack would refuse about the answer to a `block_suggestion` */
export function checkOptions(body: unknown): readonly Problem[] {
  const report = createReport();
  answer(body, '', report);
  return report.problems;
}
