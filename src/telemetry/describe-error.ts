import { redactText } from './secrets.ts';

/** An error as plain data, fit to be logged or stored: no headers, no bodies, no secrets in its text. */
export interface ErrorDescription {
  readonly type: string;
  readonly message: string;
  readonly stack?: string;
  readonly code?: string | number;
  readonly status?: number;
  readonly cause?: ErrorDescription;
}

/** Causes deeper than this say nothing new. */
const MAX_DEPTH = 5;
const MAX_TEXT = 8_000;

/**
 * Takes from an error only what is known to be safe: type, message, stack, `code`, a numeric status and
 * the causes. HTTP libraries hang requests, headers and bodies on their errors; those are left behind.
 */
export function describeError(error: unknown): ErrorDescription {
  return describe(error, 0);
}

function describe(error: unknown, depth: number): ErrorDescription {
  if (!(error instanceof Error)) return { type: typeof error, message: clean(textOf(error)) };
  const code = field(error, 'code');
  const status = field(error, 'statusCode') ?? field(error, 'status');
  return {
    type: error.name,
    message: clean(error.message),
    ...(error.stack === undefined ? {} : { stack: clean(error.stack) }),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(typeof status === 'number' ? { status } : {}),
    ...(error.cause === undefined || depth >= MAX_DEPTH ? {} : { cause: describe(error.cause, depth + 1) }),
  };
}

function field(error: Error, name: string): unknown {
  return Reflect.get(error, name);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : 'something that is not an Error was thrown';
}

function clean(text: string): string {
  const redacted = redactText(text);
  return redacted.length <= MAX_TEXT ? redacted : `${redacted.slice(0, MAX_TEXT)}…`;
}
