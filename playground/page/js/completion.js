/**
 * What the composer offers while a slash command is typed. No DOM here.
 *
 * @typedef {import('../../../simulators/slack/protocol.ts').SlashCommandInfo} SlashCommandInfo
 * @typedef {{ insert: string, label: string, usage: string, description: string }} Completion
 */

/**
 * @param {string} typed the whole text of the composer, up to the cursor
 * @param {readonly SlashCommandInfo[]} commands
 * @returns {Completion[]}
 */
export function completionsFor(typed, commands) {
  if (/^\/[^\s]*$/.test(typed)) {
    return commands
      .filter((each) => each.command.startsWith(typed.toLowerCase()))
      .map(({ command, usageHint, description }) => ({
        insert: `${command} `,
        label: command,
        usage: usageHint,
        description,
      }));
  }
  const match = /^(\/\S+)\s+(\S*)$/.exec(typed);
  if (match === null) return [];
  const [, name = '', word = ''] = match;
  const command = commands.find((each) => each.command === name.toLowerCase());
  return (command?.subcommands ?? [])
    .filter((each) => each.name.startsWith(word.toLowerCase()))
    .map((each) => ({
      insert: `${name} ${each.name}${each.usage === '' ? '' : ' '}`,
      label: each.name,
      usage: argumentsOf(each.usage, each.name),
      description: each.description,
    }));
}

/**
 * @param {string} typed
 * @param {readonly SlashCommandInfo[]} commands
 * @returns {string | null} how the subcommand that is being written is used
 */
export function usageFor(typed, commands) {
  const match = /^(\/\S+)\s+(\S+)\s/.exec(typed);
  if (match === null) return null;
  const [, name = '', word = ''] = match;
  const command = commands.find((each) => each.command === name.toLowerCase());
  const subcommand = command?.subcommands.find((each) => each.name === word.toLowerCase());
  if (subcommand === undefined) return null;
  return `${name} ${subcommand.name} ${argumentsOf(subcommand.usage, subcommand.name)}`.trimEnd();
}

/**
 * A usage may or may not begin with the subcommand's own name.
 * @param {string} usage
 * @param {string} name
 */
function argumentsOf(usage, name) {
  const plain = usage.replace(/^\/\S+\s+/, '');
  return plain === name ? '' : plain.startsWith(`${name} `) ? plain.slice(name.length + 1) : plain;
}

/**
 * @param {string} text what was sent from the composer
 * @returns {{ command: string, text: string } | null} null for an ordinary message
 */
export function parseCommand(text) {
  const match = /^(\/[^\s/]+)(?:\s+([\s\S]*))?$/.exec(text.trim());
  return match === null ? null : { command: match[1] ?? '', text: (match[2] ?? '').trim() };
}
