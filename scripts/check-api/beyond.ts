/** Rows of API v2 that its description does not have, and where they come from. */
export const beyondTheDescription: Readonly<Record<string, string>> = {
  'jobs.getById': 'CircleCI’s Terraform provider; named in its comments as documented, Cloud only',
  'otel.list': 'CircleCI’s Terraform provider, experimental',
  'otel.create': 'CircleCI’s Terraform provider, experimental',
  'otel.delete': 'CircleCI’s Terraform provider, experimental',
};

/** Keys a row may send although the description does not have them, and why. */
export const keysBeyondTheDescription: Readonly<Record<string, readonly string[]>> = {
  // Only snake case is honoured, according to CircleCI’s Terraform provider; the description has kebab case.
  'webhooks.create': ['verify_tls', 'signing_secret'],
  'webhooks.update': ['verify_tls', 'signing_secret'],
};
