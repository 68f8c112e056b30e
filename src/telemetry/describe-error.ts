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
  if (!isLikeError(error)) return { type: typeof error, message: clean(textOf(error)) };
  const [name, stack, cause] = [field(error, 'name'), field(error, 'stack'), field(error, 'cause')];
  const code = field(error, 'code');
  const status = field(error, 'statusCode') ?? field(error, 'status');
  return {
    type: typeof name === 'string' ? name : 'Error',
    message: clean(error.message),
    ...(typeof stack === 'string' ? { stack: clean(stack) } : {}),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(typeof status === 'number' ? { status } : {}),
    ...(cause === undefined || depth >= MAX_DEPTH ? {} : { cause: describe(cause, depth + 1) }),
  };
}

/** An error, or an object with the fields of one: pg-boss announces such copies of errors. */
function isLikeError(value: unknown): value is { readonly message: string } {
  if (value instanceof Error) return true;
  return (
    typeof value === 'object' && value !== null && 'message' in value && typeof value.message === 'string'
  );
}

function field(error: object, name: string): unknown {
  return Reflect.get(error, name);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : 'something that is not an Error was thrown';
}

function clean(text: string): string {
  const redacted = redactText(text);
  return redacted.length <= MAX_TEXT ? redacted : `${redacted.slice(0, MAX_TEXT)}…`;
}
