import { z } from 'zod';
import { approvalSettings, type OnReject } from './domain/approval-settings.ts';
import { botSettings } from './domain/bot-settings.ts';
import { circleciKind, isServer } from './domain/circleci-kind.ts';
import { ConfigError } from './domain/config-error.ts';
import { databaseSettings, defaultDataDir } from './domain/database-settings.ts';
import { type EncryptionKey, encryptionKeys } from './domain/encryption-keys.ts';
import { GOVERNED_ACTIONS, type GovernedAction, sharedActions } from './domain/governed.ts';
import { LOCALES } from './domain/locale.ts';
import { listOf, oneOf, token, url, wholeNumber } from './domain/setting-shapes.ts';

export { ConfigError };

/**
 * The only file that reads the environment. `settings` is the one description of every variable:
 * it checks them, and `.env.example` and `docs/configuration.md` are generated from it.
 */
export interface Setting {
  readonly schema: z.ZodType;
  /** One or two sentences, for the generated documentation and for the message when it is missing. */
  readonly about: string;
  /** Never shown. */
  readonly secret?: true;
  /** `always`, or the setting that makes this one unnecessary. */
  readonly required?: 'always' | { readonly unless: string };
  readonly example?: string;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export const settings = {
  SLACK_BOT_TOKEN: {
    schema: token('a bot token', 'xoxb-'),
    about: 'Bot token of the Slack app (OAuth & Permissions page).',
    secret: true,
    required: 'always',
    example: 'xoxb-…',
  },
  SLACK_SIGNING_SECRET: {
    schema: z.string().optional(),
    about:
      'Signing secret of the Slack app (Basic Information page). Required unless SLACK_APP_TOKEN is set.',
    secret: true,
    required: { unless: 'SLACK_APP_TOKEN' },
  },
  SLACK_APP_TOKEN: {
    schema: token('an app-level token', 'xapp-').optional(),
    about:
      'App-level token with connections:write. When set, Slack is reached over Socket Mode instead of HTTP.',
    secret: true,
    example: 'xapp-…',
  },
  SLACK_API_URL: {
    schema: url('https://slack.com/api').default('https://slack.com/api'),
    about: 'Where Slack’s Web API is; only a simulator or a proxy needs another one.',
  },
  CIRCLECI_TOKEN: {
    schema: token('a personal API token'),
    about: 'CircleCI personal API token the bot acts with; project tokens do not work on API v2.',
    secret: true,
    required: 'always',
  },
  SHARED_IDENTITY: {
    schema: sharedActions,
    about: `What people without a CircleCI token of their own may have done with the bot’s token: all, or a list of ${GOVERNED_ACTIONS.join(', ')}. Not set: nothing.`,
    example: 'run,rerun',
  },
  ENCRYPTION_KEYS: {
    schema: encryptionKeys,
    about:
      'Keys for people’s own CircleCI tokens, as name:base64 of 32 random bytes, separated by commas. The first encrypts, the others only decrypt. Not set: nobody can connect.',
    secret: true,
    example: 'k1:…',
  },
  CIRCLECI_URL: {
    schema: url('https://circleci.com')
      .refine(
        (text) => new URL(text).pathname === '/',
        'must be the address alone, without a path such as /api/v2',
      )
      .default('https://circleci.com'),
    about: 'CircleCI Cloud, or the address of a CircleCI Server.',
  },
  CIRCLECI_KIND: circleciKind,
  CIRCLECI_WEBHOOK_SECRET: {
    schema: z
      .string()
      .transform(listOf)
      .refine((secrets) => secrets.length > 0, 'holds only commas')
      .refine(
        (secrets) => secrets.every((secret) => secret.length >= 8),
        'must hold secrets of at least 8 characters, separated by commas',
      ),
    about:
      'Secret of CircleCI’s outbound webhooks, at least 8 characters without a comma; several, separated by commas, while rotating.',
    secret: true,
    required: 'always',
  },
  POLICY_FILE: {
    schema: z.string().optional(),
    about:
      'YAML file of rules: who may do what. Read again when it changes. Not set: everyone may do what CircleCI lets them.',
    example: './policy.yaml',
  },
  ...approvalSettings,
  ...botSettings,
  ...databaseSettings,
  PORT: {
    schema: wholeNumber(0, 65_535).default(3000),
    about:
      'Port to listen on, for CircleCI’s webhooks, Slack (unless Socket Mode) and health checks; 0 takes a free one.',
  },
  HOST: {
    schema: z.string().default('0.0.0.0'),
    about: 'Address to listen on.',
  },
  PUBLIC_URL: {
    schema: url('https://chatops.example.com').optional(),
    about:
      'Where the outside reaches this program; used to tell people which webhook URL to enter in CircleCI.',
    example: 'https://chatops.example.com',
  },
  PEOPLE_FILE: {
    schema: z.string().optional(),
    about:
      'YAML file that says which logins and e-mail addresses belong to whom in Slack; read again when it changes.',
    example: './people.yaml',
  },
  SUBSCRIPTIONS_FILE: {
    schema: z.string().optional(),
    about:
      'YAML file with subscriptions of channels, see docs/subscriptions-file.md; looked at every few seconds. Not set: subscriptions are made by commands alone.',
    example: './subscriptions.yaml',
  },
  LOG_LEVEL: {
    schema: oneOf(LOG_LEVELS).default('info'),
    about: `How much to log: ${LOG_LEVELS.join(', ')}.`,
  },
  DEFAULT_LOCALE: {
    schema: oneOf(LOCALES).default('en'),
    about:
      'Language, en or ja, of cards in channels without a setting of their own, and of people whose Slack is in another language.',
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
    readonly server: boolean;
    readonly webhookSecrets: readonly string[];
  };
  readonly identities: {
    /** The first encrypts. */
    readonly keys: readonly EncryptionKey[];
    /** What the bot's own token does for whoever has none. */
    readonly shared: readonly GovernedAction[];
  };
  readonly policyFile: string | null;
  readonly onReject: OnReject;
  /** Globs. */
  readonly botAuthors: readonly string[];
  readonly database: { readonly url: string | undefined; readonly dataDir: string };
  readonly http: { readonly port: number; readonly host: string; readonly publicUrl: string | undefined };
  /** Null without one. */
  readonly peopleFile: string | null;
  readonly subscriptionsFile: string | null;
  readonly retentionDays: number;
  readonly logLevel: Values['LOG_LEVEL'];
  readonly defaultLocale: Values['DEFAULT_LOCALE'];
}

/**
 * @param env variables such as `process.env`; names that are not in `settings` are ignored
 * @returns the checked configuration
 * @throws ConfigError naming every missing or wrong variable at once, without their values
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  // Spaces around a value come from copying it; an empty variable is one not set, as `NAME=` in a `.env` is meant.
  const given = (name: string) => env[name]?.trim() || undefined;
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries<Setting>(settings)) {
    if (given(name) === undefined && isRequired(setting, given)) {
      problems.push(`${name} is missing: ${setting.about}`);
      continue;
    }
    const result = setting.schema.safeParse(given(name));
    if (result.success) values[name] = result.data;
    else problems.push(`${name} ${result.error.issues[0]?.message}.`);
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return toConfig(values as Values);
}

function isRequired({ required }: Setting, given: (name: string) => string | undefined): boolean {
  if (required === undefined) return false;
  return required === 'always' || given(required.unless) === undefined;
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
      server: isServer(values.CIRCLECI_KIND, values.CIRCLECI_URL),
      webhookSecrets: values.CIRCLECI_WEBHOOK_SECRET,
    },
    identities: { keys: values.ENCRYPTION_KEYS, shared: values.SHARED_IDENTITY },
    policyFile: values.POLICY_FILE ?? null,
    onReject: values.ON_REJECT,
    botAuthors: values.BOT_AUTHORS,
    database: { url: values.DATABASE_URL, dataDir: values.DATA_DIR ?? defaultDataDir() },
    http: { port: values.PORT, host: values.HOST, publicUrl: values.PUBLIC_URL },
    peopleFile: values.PEOPLE_FILE ?? null,
    subscriptionsFile: values.SUBSCRIPTIONS_FILE ?? null,
    retentionDays: values.RETENTION_DAYS,
    logLevel: values.LOG_LEVEL,
    defaultLocale: values.DEFAULT_LOCALE,
  };
}
