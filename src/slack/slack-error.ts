/**
 * `refused`: Slack answered with an error code of its own (`slackCode`), nothing was done.
 * `rate_limited`: Slack has had enough for `retryAfterSeconds`, nothing was done.
 * `lost`: no answer, or none that can be read: it may have been done.
 */
export type SlackErrorCode = 'refused' | 'rate_limited' | 'lost';

/** A call to Slack failed. Never carries a token or a response URL. */
export class SlackError extends Error {
  override readonly name = 'SlackError';
  readonly code: SlackErrorCode;
  readonly method: string;
  readonly slackCode: string | null;
  readonly retryAfterSeconds: number | null;

  constructor(
    code: SlackErrorCode,
    method: string,
    detail: { slackCode?: string; retryAfterSeconds?: number; reason?: string } = {},
  ) {
    super(
      `Slack ${method}: ${code}${detail.slackCode ? ` (${detail.slackCode})` : ''}${detail.reason ? `: ${detail.reason}` : ''}`,
    );
    this.code = code;
    this.method = method;
    this.slackCode = detail.slackCode ?? null;
    this.retryAfterSeconds = detail.retryAfterSeconds ?? null;
  }
}
