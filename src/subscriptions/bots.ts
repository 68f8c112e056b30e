/** Robots that open pull requests by themselves, under names that do not say so. */
const KNOWN = new Set([
  'dependabot',
  'dependabot-preview',
  'renovate',
  'greenkeeper',
  'github-actions',
  'pyup',
]);

/** @returns true for an author or login that is a robot's: `renovate[bot]`, `acme-bot`, `dependabot` */
export function isBot(name: string): boolean {
  const lower = name.trim().toLowerCase();
  return KNOWN.has(lower) || lower.endsWith('[bot]') || /(?:^|[-_ ])bot$/.test(lower);
}
