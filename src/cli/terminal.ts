import type { Config } from '../config.ts';

/** What a command of the program's own command line has to do with: words in, text out. */
export interface Terminal {
  /** @throws ConfigError when the settings of the database are wrong */
  database(): Config['database'];
  /** For what was asked for; waits while whoever reads it is slow. */
  print(text: string): Promise<void>;
  /** For what a person is told beside it. */
  tell(text: string): void;
}

/** How a command ends: 0 all is well, 1 something is wrong with what was looked at, 2 with how it was asked. */
export type ExitCode = 0 | 1 | 2;
