import { build, type Scenario, workflows } from './plan.ts';

/** Nothing here is a real secret; the shapes are put together so that no scanner takes them for one. */
const token = ['ghp', 'k3yOfN0body1nPart1cular2345678901234'].join('_');

const noise: readonly string[] = [
  'Fetching 10%\rFetching 60%\rFetching 100%',
  '\u001b]8;;https://docs.example/deploy\u001b\\deploy guide\u001b]8;;\u001b\\ <!channel> <@U0ADA00001> read this',
  `using \u001b[33m${token.slice(0, 12)}\u001b[0m${token.slice(12)} for the registry`,
  '> Authorization: Bearer abcdefgh12345678',
  '+ git push https://app:hunter2-hunter2@registry.example/v2',
  'DEPLOY_PASSWORD=correct-horse REGION=eu',
  'CircleCI hid this one: *****',
  '```',
  '\u202eevil\u202c `backticks` *stars* & <https://evil.example|click here>',
  '\u001b[31merror\u001b[0m: the registry answered 503',
];

export const noisyLog: Scenario = {
  name: 'noisy-log',
  about:
    'A job without tests fails; its output has colours, progress bars, secrets and things that look like Slack.',
  creation: workflows({
    name: 'publish',
    jobs: [build('push-image', { runMs: 9_000, results: ['failed', 'success'], failureLog: noise })],
  }),
};
