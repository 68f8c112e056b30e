/** What an expression may compare with. */
export interface ExpressionValues {
  readonly branch: string | null;
  readonly tag: string | null;
}

const COMPARISON = /^\s*pipeline\.git\.(branch|tag)\s*(==|!=)\s*(?:"([^"\\]*)"|'([^'\\]*)')\s*$/;

/**
 * Works out a context's expression restriction where it is a plain comparison of branch or tag. CircleCI's language
 * has more in it, and what is not certain is not said.
 *
 * @returns null when it is not one of those
 */
export function workOut(expression: string, values: ExpressionValues): boolean | null {
  const [, name, operator, double, single] = COMPARISON.exec(expression) ?? [];
  if (operator === undefined) return null;
  const value = name === 'tag' ? values.tag : values.branch;
  const isSame = (value ?? '') === (double ?? single ?? '');
  return operator === '==' ? isSame : !isSame;
}
