import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { complete, problemsOf } from '../support/config.ts';

const isRoot = process.getuid?.() === 0;

describe('a complete configuration', () => {
  it('needs four variables and has a default for everything else', () => {
    expect(readConfig(complete)).toEqual({
      slack: {
        botToken: 'xoxb-1-bot',
        signingSecret: 'slack-signing',
        appToken: undefined,
        apiUrl: 'https://slack.com/api',
      },
      circleci: {
        token: 'personal-token',
        url: 'https://circleci.com',
        server: false,
        webhookSecrets: ['webhook-secret'],
      },
      identities: { keys: [], shared: [] },
      policyFile: null,
      botAuthors: [],
      onReject: 'cancel-workflow',
      database: { url: undefined, dataDir: isRoot ? '/var/lib/circleci-chatops' : './data' },
      http: { port: 3000, host: '0.0.0.0', publicUrl: undefined },
      peopleFile: null,
      subscriptionsFile: null,
      retentionDays: 90,
      logLevel: 'info',
      defaultLocale: 'en',
    });
  });

  it('takes every variable', () => {
    const config = readConfig({
      ...complete,
      SLACK_APP_TOKEN: 'xapp-1-app',
      SLACK_API_URL: 'http://127.0.0.1:4001/api/',
      CIRCLECI_URL: 'https://ci.example.com/',
      DATABASE_URL: 'postgresql://user:p%2Fw@db.example.com/chatops',
      DATA_DIR: '/var/lib/chatops',
      PORT: '8080',
      HOST: '127.0.0.1',
      PUBLIC_URL: 'https://chatops.example.com/bot//',
      RETENTION_DAYS: '365',
      LOG_LEVEL: 'debug',
      DEFAULT_LOCALE: 'ja',
    });
    expect(config.retentionDays).toBe(365);
    expect(config.slack).toMatchObject({ appToken: 'xapp-1-app', apiUrl: 'http://127.0.0.1:4001/api' });
    expect(config.circleci.url).toBe('https://ci.example.com');
    expect(config.database).toEqual({
      url: 'postgresql://user:p%2Fw@db.example.com/chatops',
      dataDir: '/var/lib/chatops',
    });
    expect(config.http).toEqual({
      port: 8080,
      host: '127.0.0.1',
      publicUrl: 'https://chatops.example.com/bot',
    });
    expect([config.logLevel, config.defaultLocale]).toEqual(['debug', 'ja']);
  });

  it('needs no signing secret in Socket Mode, where nothing is signed', () => {
    const config = readConfig({ ...complete, SLACK_SIGNING_SECRET: '', SLACK_APP_TOKEN: 'xapp-1-app' });
    expect(config.slack).toMatchObject({ appToken: 'xapp-1-app', signingSecret: undefined });
  });

  it('ignores variables that are not its own', () => {
    expect(readConfig({ ...complete, NODE_ENV: 'production', slack_bot_token: 'x' })).toEqual(
      readConfig(complete),
    );
  });

  it('takes several webhook secrets, for rotation, each once', () => {
    const secrets = (text: string) =>
      readConfig({ ...complete, CIRCLECI_WEBHOOK_SECRET: text }).circleci.webhookSecrets;
    expect(secrets('new-secret-1,old-secret-1')).toEqual(['new-secret-1', 'old-secret-1']);
    expect(secrets(' new-secret-1 , ,old-secret-1,new-secret-1,')).toEqual(['new-secret-1', 'old-secret-1']);
  });

  it.each([
    ['0', 0],
    ['65535', 65535],
    [' 3001 ', 3001],
  ])('takes the port %j', (text, port) => {
    expect(readConfig({ ...complete, PORT: text }).http.port).toBe(port);
  });
});

describe('what is empty', () => {
  it.each(['', '   ', '\n', undefined])('counts %j as not set: the default', (value) => {
    const empty = {
      PORT: value,
      SLACK_API_URL: value,
      CIRCLECI_URL: value,
      DATABASE_URL: value,
      HOST: value,
    };
    expect(readConfig({ ...complete, ...empty })).toEqual(readConfig(complete));
  });

  it.each(['', '  '])('counts %j as not set: a problem where the variable is required', (value) => {
    expect(problemsOf({ ...complete, CIRCLECI_TOKEN: value })).toEqual([
      expect.stringMatching(/^CIRCLECI_TOKEN is missing: /),
    ]);
  });

  it('takes spaces and a line break around a value away', () => {
    expect(readConfig({ ...complete, SLACK_BOT_TOKEN: ' xoxb-1-bot\n' })).toEqual(readConfig(complete));
  });
});
