import type { ProjectSetup } from '../project-setup.ts';
import { people } from './people.ts';

const everyone = [people.mika, people.sam, people.lena];

/** The projects of the playground: one of each kind of integration. */
export const demoProjects: readonly ProjectSetup[] = [
  {
    provider: 'github',
    organization: 'acme',
    name: 'web-shop',
    branches: ['develop', 'feature/gift-cards', 'fix/basket-rounding', 'release/2.4'],
    tags: ['v2.3.0', 'v2.3.1'],
    people: everyone,
    commitSubjects: [
      'Show delivery dates in the basket',
      'Round prices per line, not per basket',
      'Escape <b>names</b> & `codes` of *products* in mails',
      'Load product pictures lazily',
    ],
    parameters: {
      environment: { enum: ['staging', 'production'] },
      dry_run: 'boolean',
      image_tag: 'string',
      replicas: 'integer',
    },
    flakyTests: [
      {
        name: 'refuses an expired card <visa & co>',
        classname: 'Checkout',
        file: 'test/checkout.test.ts',
        workflowName: 'build-and-test',
        jobName: 'test',
        timesFlaked: 7,
      },
    ],
    deploys: [
      {
        component: 'storefront',
        environments: {
          production: ['2.4.1', '2.4.0', '2.3.1', '2.3.0'],
          staging: ['2.5.0-rc.1', '2.4.1', '2.4.0'],
        },
      },
      { component: 'mailer', environments: { production: ['31', '30', '29'] }, rollbackType: 'COMMAND' },
    ],
    defaultScenario: 'hold',
    firstPipelineNumber: 1284,
  },
  {
    provider: 'github',
    organization: 'acme',
    name: 'payments-api',
    branches: ['feature/refunds', 'release/7.x'],
    tags: ['v7.1.0'],
    people: everyone,
    commitSubjects: [
      'Retry a charge once when the bank times out',
      'Log refunds with their order',
      'Drop the old ledger',
    ],
    parameters: { environment: { enum: ['staging', 'production'] }, skip_tests: 'boolean' },
    defaultScenario: 'rerun',
    firstPipelineNumber: 642,
  },
  {
    provider: 'bitbucket',
    organization: 'acme',
    name: 'legacy-batch',
    defaultBranch: 'master',
    branches: ['maintenance'],
    people: [people.lena],
    commitSubjects: ['Read the price list as UTF-8', 'Stop at the first unreadable line'],
    defaultScenario: 'failure',
    firstPipelineNumber: 97,
  },
  {
    provider: 'github_app',
    organization: 'acme',
    name: 'mobile-app',
    branches: ['feature/dark-mode', 'release/ios-5.2'],
    tags: ['ios-5.1.3'],
    people: [people.mika, people.sam],
    commitSubjects: ['Follow the system’s dark mode', '購入ボタンの位置を直す', 'Cache pictures for a day'],
    parameters: { platform: { enum: ['ios', 'android'] } },
    defaultScenario: 'two-holds',
    firstPipelineNumber: 311,
  },
  {
    provider: 'gitlab',
    organization: 'acme',
    name: 'handbook',
    branches: ['draft/holidays'],
    people: [people.sam],
    commitSubjects: ['Explain how to ask for a day off', 'Fix the link to the canteen’s menu'],
    defaultScenario: 'success',
    firstPipelineNumber: 58,
  },
];
