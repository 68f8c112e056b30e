import { auditCommand } from './audit.ts';
import { deadLettersCommand } from './dead-letters.ts';
import { policyCommand } from './policy.ts';
import { subscriptionsCommand } from './subscriptions.ts';
import type { ExitCode, Terminal } from './terminal.ts';

export const USAGE = `Usage:
  circleci-chatops                                           start the bot
  circleci-chatops audit verify [--head SEQ:HASH]            whether the audit log is as it was written
  circleci-chatops audit export --format jsonl|csv           all of it
  circleci-chatops policy check FILE                         whether a policy file would be taken
  circleci-chatops policy test FILE                          whether a table of cases is decided as it says
  circleci-chatops subscriptions check FILE                  whether a file of subscriptions would be taken
  circleci-chatops dead-letters list                         what was given up, newest first
  circleci-chatops dead-letters resend --all | --id ID …     does it again, 500 at a time
`;

type Command = (words: readonly string[], terminal: Terminal) => Promise<ExitCode | null>;

const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['audit', auditCommand],
  ['dead-letters', deadLettersCommand],
  ['policy', policyCommand],
  ['subscriptions', subscriptionsCommand],
]);

/**
 * @param words what stands after the program's name; without any the bot is started, and this is not called
 * @returns the exit code
 */
export async function runCommandLine(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [command, ...rest] = words;
  const run = command === undefined ? undefined : commands.get(command);
  const result = (await run?.(rest, terminal)) ?? null;
  if (result !== null) return result;
  const isHelp = command === 'help' || command === '--help' || command === '-h';
  terminal.tell(isHelp ? USAGE : `There is no command “${words.join(' ').slice(0, 200)}”.\n${USAGE}`);
  return isHelp ? 0 : 2;
}
