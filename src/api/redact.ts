/** Personal and project tokens in their present form. Source: CircleCI docs, "Managing API tokens". */
const TOKEN_FORM = /\bCCI(?:PAT|PRJ)_[A-Za-z0-9_]+/g;
const MASK = '[redacted]';

/**
 * @param text anything that may end up in an error or a log
 * @param secrets what must not be in it; also masked where it is URL-encoded or Base64
 */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret === '') continue;
    for (const form of formsOf(secret)) clean = clean.replaceAll(form, MASK);
  }
  return clean.replace(TOKEN_FORM, MASK);
}

function formsOf(secret: string): Set<string> {
  const encoded = encodeURIComponent(secret.toWellFormed());
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
  return new Set([secret, encoded, base64, Buffer.from(`${secret}:`).toString('base64')]);
}

/** The cause of an error, made safe: the same error when nothing in it is secret, else one without its fields. */
export function redactCause(cause: unknown, secrets: readonly string[]): unknown {
  if (!(cause instanceof Error)) return cause === undefined ? undefined : redact(String(cause), secrets);
  const said = `${cause.message}\n${cause.stack ?? ''}\n${safeJson(cause)}`;
  if (cause.cause === undefined && redact(said, secrets) === said) return cause;
  const clean = new Error(redact(cause.message, secrets));
  clean.name = cause.name;
  clean.stack = redact(cause.stack ?? '', secrets);
  return clean;
}

function safeJson(value: object): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '';
  }
}
