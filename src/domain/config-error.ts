/** The configuration is wrong. `problems` has a line per variable and never a value of one. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'config_invalid';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      [
        'circleci-chatops cannot start, because of its configuration:',
        ...problems.map((line) => `  - ${line}`),
        'Set these in the environment or in a .env file; docs/configuration.md and .env.example explain each.',
        'To try the bot without any credentials: npm run playground',
      ].join('\n'),
    );
    this.problems = problems;
  }
}
