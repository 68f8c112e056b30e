import { type CircleCiUrl, parseCircleCiUrl } from '../domain/circleci-url.ts';

/** A longer address is none of CircleCI's. */
const LONGEST = 1_000;
/** Links of one message that show something; as many as anybody reads. */
export const MOST_UNFURLED = 3;

/**
 * What an address in a message points at, when it is a pipeline, workflow or job of the CircleCI that the bot talks to.
 * Stricter than what people may type: an address of another CircleCI must not be answered by this one.
 *
 * @param url as Slack sends it, `&` written `&amp;`
 */
export function linkTarget(url: string, circleciUrl: string): CircleCiUrl | null {
  if (url.length > LONGEST) return null;
  const address = url.replaceAll('&amp;', '&');
  const parsed = URL.parse(address);
  if (parsed === null || !isHostOf(parsed.hostname, new URL(circleciUrl).hostname)) return null;
  const target = parseCircleCiUrl(address, { serverUrl: circleciUrl });
  const isRun =
    target !== null &&
    (target.workflowId !== undefined ||
      (target.slug !== null && (target.pipelineNumber !== undefined || target.jobNumber !== undefined)));
  return isRun ? target : null;
}

function isHostOf(host: string, server: string): boolean {
  const isCloud = server === 'circleci.com' || server.endsWith('.circleci.com');
  return isCloud
    ? host === 'circleci.com' || host === 'app.circleci.com'
    : host === server || host === `app.${server}`;
}
