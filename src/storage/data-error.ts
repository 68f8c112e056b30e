/**
 * @returns true for what trying again cannot mend: data the database refuses (SQLSTATE classes 22 and 23; source:
 *   PostgreSQL docs, appendix A) and errors of the program's own
 */
export function isDataError(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError) return true;
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return /^2[23]...$/.test(code);
}
