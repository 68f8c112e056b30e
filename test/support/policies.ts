import type { Policy } from '../../src/domain/policy.ts';
import { readPolicy } from '../../src/policy/read.ts';

/** @returns the policy of these rules, written as in the file */
export function policyOf(rules: string): Policy {
  const reading = readPolicy(`version: 1\nrules:\n${rules}`);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.policy;
}
