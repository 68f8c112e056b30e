import { messageBlock } from './blocks.ts';
import { createReport, type Problem } from './report.ts';
import { list } from './shape.ts';
import { checkUniqueness, countMarkdown } from './uniqueness.ts';

const checkBlocks = list(messageBlock, { max: 50 });

/** @returns what Slack would refuse about a message's blocks; pointers begin at `/blocks` */
export function checkMessageBlocks(blocks: unknown): readonly Problem[] {
  const report = createReport();
  checkBlocks(blocks, '/blocks', report);
  checkUniqueness(blocks, '/blocks', report);
  if (countMarkdown(blocks) > 12_000) {
    report.add('/blocks', 'too_long', 'markdown blocks must be less than 12001 characters together');
  }
  return report.problems;
}
