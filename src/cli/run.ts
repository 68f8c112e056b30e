import { auditCommand } from './audit.ts';
import { policyCommand } from './policy.ts';
import type { ExitCode, Terminal } from './terminal.ts';

export const USAGE = `Usage:
  circleci-chatops                          start the bot
  circleci-chatops audit verify [--head SEQ:HASH]
  circleci-chatops audit export --format jsonl|csv
  circleci-chatops dead-letters …           what was given up, and sending it again
  circleci-chatops policy check FILE        whether a policy file would be taken
  circleci-chatops policy test FILE         whether a table of cases is decided as it says
`;

/**
 * @param words what stands after the program's name; without any the bot is started, and this is not called
 * @returns the exit code
 */
export async function runCommandLine(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [command, ...rest] = words;
  const result = command === 'audit' ? await auditCommand(rest, terminal) : null;
  if (result !== null) return result;
  const tested = command === 'policy' ? await policyCommand(rest, terminal) : null;
  if (tested !== null) return tested;
  const isHelp = command === 'help' || command === '--help' || command === '-h';
  terminal.tell(isHelp ? USAGE : `There is no command “${words.join(' ').slice(0, 200)}”.\n${USAGE}`);
  return isHelp ? 0 : 2;
}
