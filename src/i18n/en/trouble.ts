/** What CircleCI reports only after it accepted a trigger, for the person who asked. Arguments are mrkdwn. */
export const trouble = {
  problems: (pipeline: string, quoted: string) =>
    `CircleCI accepted your run and then could not start it. Pipeline ${pipeline}:\n${quoted}\nNothing runs. Mend the cause and start it again with \`/circleci run\`.`,
  problemsSilently: (pipeline: string) =>
    `CircleCI accepted your run and then gave up on it without saying why. Pipeline ${pipeline}: nothing runs. Open it in CircleCI to see more.`,
  noWorkflow: (pipeline: string) =>
    `Pipeline ${pipeline} was created, but no workflow of its configuration matches: nothing runs. Check the filters and conditions of the workflows for this branch, tag and these parameters.`,
};
