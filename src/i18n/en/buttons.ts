/** Buttons and their confirm dialogs: plain text, at most 30 characters where a dialog's own button says it. */
export const buttons = {
  approve: 'Approve',
  approveNamed: (plainHold: string) => `Approve ${plainHold}`,
  cancelWorkflow: 'Cancel workflow…',
  cancelNamed: (plainWorkflow: string) => `Cancel workflow ${plainWorkflow}`,
  rerun: 'Rerun from failed',
  why: 'Why did I get this?',
  notNow: 'Not now',
  /** How dialogs call a pipeline: what it is, then its branch or tag and its commit's subject, as far as known. */
  pipeline: (plainName: string, plainRef: string, plainSubject: string) => {
    const details = [plainRef, plainSubject === '' ? '' : `“${plainSubject}”`].filter((part) => part !== '');
    return details.length === 0 ? plainName : `${plainName} (${details.join(', ')})`;
  },
  approveTitle: (plainHold: string) => `Approve ${plainHold}?`,
  approveText: (plainWorkflow: string, plainPipeline: string) =>
    `Workflow “${plainWorkflow}” of ${plainPipeline} goes on with what waits behind this approval.`,
  cancelTitle: (plainWorkflow: string) => `Cancel workflow ${plainWorkflow}?`,
  cancelText: (plainWorkflow: string, plainPipeline: string) =>
    `The whole workflow “${plainWorkflow}” of ${plainPipeline} ends, with all its running and waiting jobs.`,
  cancelConfirm: 'Cancel the workflow',
  rerunTitle: (plainWorkflow: string) => `Rerun ${plainWorkflow}?`,
  rerunText: (plainWorkflow: string, plainPipeline: string) =>
    `Workflow “${plainWorkflow}” of ${plainPipeline} runs again from its failed jobs; those that succeeded are kept.`,
  rerunConfirm: 'Rerun',
};
