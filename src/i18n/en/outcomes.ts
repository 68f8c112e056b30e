import type { ActionKind } from '../../domain/pipeline.ts';

/** What became of a request, for the one who asked: what happened, what it means, what to do. Arguments are mrkdwn. */
export const outcomes = {
  confirmed: {
    run: (pipeline: string) => `CircleCI has started ${pipeline}.`,
    approve: (pipeline: string) => `Approved. CircleCI confirms it: ${pipeline} goes on.`,
    reject: (pipeline: string) => `Rejected. CircleCI confirms the cancellation in ${pipeline}.`,
    rerun: (pipeline: string) => `The rerun has started in ${pipeline}.`,
    cancel: (pipeline: string) => `Canceled. CircleCI confirms it for ${pipeline}.`,
    rollback: (pipeline: string) => `CircleCI has started the rollback: ${pipeline}.`,
  } satisfies Record<ActionKind, (pipeline: string) => string>,
  pipeline: (number: number) => `pipeline #${number}`,
  pipelineUnnumbered: 'the pipeline',

  nothingCreated: (message: string) =>
    `CircleCI took the request and created no pipeline. It says:\n>${message}\nCheck the branch, and the filters and rules of the project’s configuration.`,
  nothingCreatedSilently:
    'CircleCI took the request and created no pipeline, without saying why. Check the branch, and the filters and rules of the project’s configuration.',

  already: {
    run: (who: string) =>
      `Nothing was started twice: ${who} asked for the same, and that request is still under way. Its result follows.`,
    approve: (who: string, status: string) =>
      `This approval is already taken care of by ${who}. State in CircleCI: ${status}. You need do nothing more; the card shows how it ends.`,
    reject: (who: string, status: string) =>
      `This approval is already taken care of by ${who}. State in CircleCI: ${status}. Your rejection changed nothing.`,
    rerun: (who: string, status: string) =>
      `No second rerun was started: ${who} was first. State in CircleCI: ${status}.`,
    cancel: (who: string, status: string) =>
      `There is nothing left to cancel: ${who} was first. State in CircleCI: ${status}.`,
    rollback: (who: string, status: string) =>
      `Nothing was rolled back twice: ${who} asked for the same. State in CircleCI: ${status}.`,
  } satisfies Record<ActionKind, (who: string, status: string) => string>,
  alreadyOutside: {
    run: (status: string) => `Nothing was started twice. State in CircleCI: ${status}.`,
    approve: (status: string) =>
      `This does not wait for an approval now. State in CircleCI: ${status}. Your request changed nothing.`,
    reject: (status: string) =>
      `This does not wait for an approval now. State in CircleCI: ${status}. Your rejection changed nothing.`,
    rerun: (status: string) =>
      `No rerun was started, because there is nothing to rerun now. State in CircleCI: ${status}.`,
    cancel: (status: string) => `There is nothing left to cancel. State in CircleCI: ${status}.`,
    rollback: (status: string) =>
      `Nothing was rolled back: what is live has changed. Live is now: ${status}.`,
  } satisfies Record<ActionKind, (status: string) => string>,

  gone: {
    run: 'CircleCI does not know this project, or the bot’s token may not see it. Nothing was started. Check the name, or ask whoever runs this bot.',
    approve:
      'CircleCI no longer knows this approval, or the bot’s token may not see it. Nothing was approved. Open the pipeline in CircleCI to see what is there.',
    reject:
      'CircleCI no longer knows this approval, or the bot’s token may not see it. Nothing was rejected. Open the pipeline in CircleCI to see what is there.',
    rerun:
      'CircleCI no longer knows this workflow, or the bot’s token may not see it. Nothing was started. Start the pipeline anew with `/circleci run`.',
    cancel:
      'CircleCI no longer knows this workflow, or the bot’s token may not see it. Nothing was canceled. Open the pipeline in CircleCI to see what is there.',
    rollback:
      'CircleCI no longer knows this component, environment or version, or the bot’s token may not see it. Nothing was rolled back.',
  } satisfies Record<ActionKind, string>,

  refused: {
    run: (message: string) => `CircleCI refused to start the pipeline:\n>${message}\nNothing was started.`,
    approve: (message: string) =>
      `CircleCI refused the approval:\n>${message}\nNothing was approved. If it is a matter of rights, the bot’s token may be the one that lacks them.`,
    reject: (message: string) =>
      `CircleCI refused to cancel what you rejected:\n>${message}\nIt still waits for an approval.`,
    rerun: (message: string) => `CircleCI refused the rerun:\n>${message}\nNothing was started.`,
    cancel: (message: string) => `CircleCI refused to cancel:\n>${message}\nThe workflow is as it was.`,
    rollback: (message: string) => `CircleCI refused the rollback:\n>${message}\nNothing was rolled back.`,
  } satisfies Record<ActionKind, (message: string) => string>,
  noReason: '(no reason given)',

  unavailable: {
    run: 'CircleCI could not be reached. Nothing was started. Try again in a minute.',
    approve: 'CircleCI could not be reached. Nothing was approved. Try again in a minute.',
    reject: 'CircleCI could not be reached. Nothing was rejected. Try again in a minute.',
    rerun: 'CircleCI could not be reached. Nothing was started. Try again in a minute.',
    cancel: 'CircleCI could not be reached. Nothing was canceled. Try again in a minute.',
    rollback: 'CircleCI could not be reached. Nothing was rolled back. Try again in a minute.',
  } satisfies Record<ActionKind, string>,

  rateLimited: {
    run: (when: string) =>
      `CircleCI is limiting this bot’s requests. Nothing was started. Try again ${when}.`,
    approve: (when: string) =>
      `CircleCI is limiting this bot’s requests. Nothing was approved. Try again ${when}.`,
    reject: (when: string) =>
      `CircleCI is limiting this bot’s requests. Nothing was rejected. Try again ${when}.`,
    rerun: (when: string) =>
      `CircleCI is limiting this bot’s requests. Nothing was started. Try again ${when}.`,
    cancel: (when: string) =>
      `CircleCI is limiting this bot’s requests. Nothing was canceled. Try again ${when}.`,
    rollback: (when: string) =>
      `CircleCI is limiting this bot’s requests. Nothing was rolled back. Try again ${when}.`,
  } satisfies Record<ActionKind, (when: string) => string>,

  unknown: {
    run: 'CircleCI was asked to start the pipeline and has not confirmed it. The bot keeps looking. Look in CircleCI before you start it again, or it may run twice.',
    approve:
      'CircleCI was asked to approve and has not confirmed it. The bot keeps looking, and the card will show what is true.',
    reject:
      'CircleCI was asked to cancel what you rejected and has not confirmed it. The bot keeps looking, and the card will show what is true.',
    rerun:
      'CircleCI was asked for the rerun and has not confirmed it. The bot keeps looking. Look in CircleCI before you ask again, or it may run twice.',
    cancel:
      'CircleCI was asked to cancel and has not confirmed it. The bot keeps looking, and the card will show what is true.',
    rollback:
      'CircleCI was asked to roll back and does not show yet that it is done. The bot keeps looking for some minutes. Look in CircleCI before you ask again.',
  } satisfies Record<ActionKind, string>,

  givenUp: {
    run: 'CircleCI was asked to start the pipeline and never confirmed it, so it has probably not started. The bot has stopped looking. Look in CircleCI before you start it again.',
    approve:
      'CircleCI was asked to approve and never confirmed it, so it is probably not approved. The bot has stopped looking. Open the pipeline in CircleCI to see what is there.',
    reject:
      'CircleCI was asked to cancel what you rejected and never confirmed it. The bot has stopped looking. Open the pipeline in CircleCI to see what is there.',
    rerun:
      'CircleCI was asked for the rerun and never confirmed it, so it has probably not started. The bot has stopped looking. Look in CircleCI before you ask again.',
    cancel:
      'CircleCI was asked to cancel and never confirmed it. The bot has stopped looking. Open the pipeline in CircleCI to see what is there.',
    rollback:
      'CircleCI was asked to roll back and never showed that it was done. The bot has stopped looking. Look in CircleCI before you ask again.',
  } satisfies Record<ActionKind, string>,

  restarting:
    'The bot is restarting. Your request is stored and goes on after the restart, and you get the result then. You need not ask again.',
  /** Before the result of a request that went on after its first answer. */
  laterResult: (project: string, when: string) => `Your request for ${project} of ${when}:`,
};
