import type { ContextSetup } from '../contexts.ts';
import { people } from './people.ts';

/** The contexts of the playground's organization. */
export const demoContexts: readonly ContextSetup[] = [
  { organization: 'gh/acme', name: 'prod-aws' },
  {
    organization: 'gh/acme',
    name: 'prod-secrets',
    groups: [{ name: 'Deployers', logins: [people.mika.login, 'chatops-bot'] }],
  },
  { organization: 'gh/acme', name: 'billing', projects: ['gh/acme/payments-api'] },
];
