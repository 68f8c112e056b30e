/** @returns the error's code, such as `ECONNREFUSED`; where several addresses were tried, that of the first */
export function connectionCode(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return connectionCode(error.errors[0]);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'unknown';
}

/** True when trying again cannot help: the server's certificate is not accepted. */
export function isCertificateProblem(code: string): boolean {
  return /CERT|SELF_SIGNED|^ERR_TLS/.test(code);
}
