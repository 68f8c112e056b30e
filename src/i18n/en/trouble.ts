/** What CircleCI reports only after it accepted a trigger, for the person who asked. Arguments are mrkdwn. */
export const trouble = {
  problems: (pipeline: string, quoted: string) =>
    `CircleCI accepted your run and then could not start it. Pipeline ${pipeline}:\n${quoted}\nNothing runs. Mend the cause and start it again with \`/circleci run\`.`,
  problemsSilently: (pipeline: string) =>
    `CircleCI accepted your run and then gave up on it without saying why. Pipeline ${pipeline}: nothing runs. Open it in CircleCI to see more.`,
  refused: (pipeline: string, quoted: string) =>
    [
      `CircleCI started pipeline ${pipeline} and then refused its configuration.`,
      quoted,
      'Some of its workflows do not run. If the setup workflow generates the configuration, fix what it generates; then start a new pipeline with `/circleci run`.',
    ]
      .filter((line) => line !== '')
      .join('\n'),
  setupOnly: (pipeline: string) =>
    `The setup workflow of pipeline ${pipeline} succeeded, but no other workflow followed: nothing else runs. Check what the setup workflow continues with for this branch, tag and these parameters.`,
  noWorkflow: (pipeline: string) =>
    `Pipeline ${pipeline} was created, but no workflow of its configuration matches: nothing runs. Check the filters and conditions of the workflows for this branch, tag and these parameters.`,
};
