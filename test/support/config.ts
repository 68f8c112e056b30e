import { ConfigError, readConfig } from '../../src/config.ts';

/** The least that `readConfig` accepts. */
export const complete = {
  SLACK_BOT_TOKEN: 'xoxb-1-bot',
  SLACK_SIGNING_SECRET: 'slack-signing',
  CIRCLECI_TOKEN: 'personal-token',
  CIRCLECI_WEBHOOK_SECRET: 'webhook-secret',
} as const;

/** @returns the error that this environment leads to; fails when there is none */
export function configErrorOf(env: Record<string, string | undefined>): ConfigError {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('expected a ConfigError, but the configuration was accepted');
}

export function problemsOf(env: Record<string, string | undefined>): readonly string[] {
  return configErrorOf(env).problems;
}
