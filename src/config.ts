import { z } from 'zod';
import { LOCALES } from './domain/locale.ts';

/**
 * The only file that reads the environment. `settings` is the one description of every variable:
 * it checks them, and `.env.example` and `docs/configuration.md` are generated from it.
 */

/** An empty variable counts as not set, as people write `NAME=` in a `.env`. */
const optional = <T extends z.ZodType>(schema: T) => z.preprocess((v) => (v === '' ? undefined : v), schema);

const url = (example: string) =>
  z
    .url({ protocol: /^https?$/, error: `must be an http(s) URL such as ${example}` })
    .transform((text) => text.replace(/\/+$/, ''));

export interface Setting {
  readonly schema: z.ZodType;
  readonly about: string;
  readonly secret?: true;
  readonly required?: string;
  readonly example?: string;
}

export const settings = {
  SLACK_BOT_TOKEN: {
    schema: optional(z.string().regex(/^xoxb-/, 'must be a bot token, which begins with xoxb-')),
    about: 'Bot token of the Slack app (OAuth & Permissions page).',
    secret: true,
    required: 'always',
    example: 'xoxb-…',
  },
  SLACK_SIGNING_SECRET: {
    schema: optional(z.string().min(1).optional()),
    about:
      'Signing secret of the Slack app (Basic Information page). Required unless SLACK_APP_TOKEN is set.',
    secret: true,
    required: 'without SLACK_APP_TOKEN',
  },
  SLACK_APP_TOKEN: {
    schema: optional(
      z
        .string()
        .regex(/^xapp-/, 'must be an app-level token, which begins with xapp-')
        .optional(),
    ),
    about:
      'App-level token with connections:write. When set, Slack is reached over Socket Mode instead of HTTP.',
    secret: true,
    example: 'xapp-…',
  },
  SLACK_API_URL: {
    schema: optional(url('https://slack.com/api').default('https://slack.com/api')),
    about: 'Where Slack’s Web API is.',
  },
  CIRCLECI_TOKEN: {
    schema: optional(z.string().min(1)),
    about: 'CircleCI personal API token the bot acts with. Project tokens do not work on API v2.',
    secret: true,
    required: 'always',
  },
  CIRCLECI_URL: {
    schema: optional(url('https://circleci.com').default('https://circleci.com')),
    about: 'CircleCI Cloud, or the address of a CircleCI Server.',
  },
  CIRCLECI_WEBHOOK_SECRET: {
    schema: optional(
      z
        .string()
        .transform((text) =>
          text
            .split(',')
            .map((part) => part.trim())
            .filter((part) => part !== ''),
        )
        .refine((secrets) => secrets.length > 0, 'must hold at least one secret')
        .refine(
          (secrets) => secrets.every((secret) => secret.length >= 8),
          'must hold secrets of at least 8 characters each',
        ),
    ),
    about: 'Secret of CircleCI’s outbound webhooks; several, separated by commas, while rotating.',
    secret: true,
    required: 'always',
  },
  DATABASE_URL: {
    schema: optional(
      z
        .string()
        .regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// or postgresql://')
        .optional(),
    ),
    about: 'PostgreSQL server. Not set: an embedded database in DATA_DIR.',
    secret: true,
    example: 'postgres://user:password@host:5432/circleci_chatops',
  },
  DATA_DIR: {
    schema: optional(z.string().default('./data')),
    about: 'Folder of the embedded database; made if missing. Not used with DATABASE_URL.',
  },
  PORT: {
    schema: optional(
      z.coerce
        .number({ error: 'must be a port number from 0 to 65535' })
        .int('must be a whole number')
        .min(0)
        .max(65535)
        .default(3000),
    ),
    about: 'Port to listen on, for CircleCI’s webhooks, Slack (unless Socket Mode) and health checks.',
  },
  HOST: {
    schema: optional(z.string().default('0.0.0.0')),
    about: 'Address to listen on.',
  },
  PUBLIC_URL: {
    schema: optional(url('https://chatops.example.com').optional()),
    about:
      'Where the outside reaches this program; used to tell people which webhook URL to enter in CircleCI.',
  },
  LOG_LEVEL: {
    schema: optional(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info')),
    about: 'How much to log.',
  },
  DEFAULT_LOCALE: {
    schema: optional(z.enum(LOCALES).default('en')),
    about:
      'Language of cards in channels without a setting of their own, and of people whose Slack language is neither English nor Japanese.',
  },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof settings;
type Values = { readonly [K in SettingName]: z.output<(typeof settings)[K]['schema']> };

/** The program's configuration, checked and in the program's own words. */
export interface Config {
  readonly slack: {
    readonly botToken: string;
    readonly signingSecret: string | undefined;
    readonly appToken: string | undefined;
    /** Without a trailing slash. */
    readonly apiUrl: string;
  };
  readonly circleci: {
    readonly token: string;
    /** Without a trailing slash. */
    readonly url: string;
    readonly webhookSecrets: readonly string[];
  };
  readonly database: { readonly url: string | undefined; readonly dataDir: string };
  readonly http: { readonly port: number; readonly host: string; readonly publicUrl: string | undefined };
  readonly logLevel: Values['LOG_LEVEL'];
  readonly defaultLocale: Values['DEFAULT_LOCALE'];
}

/** The configuration is wrong. `problems` has a line per variable and never a value of one. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'config_invalid';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The configuration is not complete:\n${problems.map((line) => `  - ${line}`).join('\n')}`);
    this.problems = problems;
  }
}

/**
 * @param env variables such as `process.env`; nothing else is read
 * @returns the checked configuration
 * @throws ConfigError naming every missing or wrong variable at once, without their values
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries<Setting>(settings)) {
    if (setting.required === 'always' && (env[name] ?? '') === '') {
      problems.push(`${name} is missing: ${setting.about}`);
      continue;
    }
    const result = setting.schema.safeParse(env[name]);
    if (result.success) values[name] = result.data;
    else for (const issue of result.error.issues) problems.push(`${name} ${issue.message}`);
  }
  if ((env.SLACK_APP_TOKEN ?? '') === '' && (env.SLACK_SIGNING_SECRET ?? '') === '') {
    problems.push(`SLACK_SIGNING_SECRET is missing: ${settings.SLACK_SIGNING_SECRET.about}`);
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return toConfig(values as Values);
}

function toConfig(values: Values): Config {
  return {
    slack: {
      botToken: values.SLACK_BOT_TOKEN,
      signingSecret: values.SLACK_SIGNING_SECRET,
      appToken: values.SLACK_APP_TOKEN,
      apiUrl: values.SLACK_API_URL,
    },
    circleci: {
      token: values.CIRCLECI_TOKEN,
      url: values.CIRCLECI_URL,
      webhookSecrets: values.CIRCLECI_WEBHOOK_SECRET,
    },
    database: { url: values.DATABASE_URL, dataDir: values.DATA_DIR },
    http: { port: values.PORT, host: values.HOST, publicUrl: values.PUBLIC_URL },
    logLevel: values.LOG_LEVEL,
    defaultLocale: values.DEFAULT_LOCALE,
  };
}
