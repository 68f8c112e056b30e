import { oneOf } from './setting-shapes.ts';

const ON_REJECT = ['cancel-workflow', 'cancel-hold'] as const;

/** What is canceled in CircleCI when somebody rejects a hold. */
export type OnReject = (typeof ON_REJECT)[number];

/** The settings about approvals. */
export const approvalSettings = {
  ON_REJECT: {
    schema: oneOf(ON_REJECT).default('cancel-workflow'),
    about:
      'What rejecting an approval cancels: cancel-workflow, or cancel-hold for the approval alone, which a CircleCI Server cannot do.',
  },
} as const;
