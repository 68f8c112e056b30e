import { plural } from '../format.ts';

/** What a run can be given, presets, confirming, chosen jobs, rolling back. Arguments named `plain…` are plain text. */
export const running = {
  form: {
    reading: 'Reading from CircleCI which parameters there are…',
    unknown:
      'CircleCI does not tell which parameters there are: no pipeline has run here yet, or its configuration cannot be read. What you write below is passed on unchecked.',
    readFrom: (pipeline: string, ref: string) =>
      `The parameters are those of pipeline ${pipeline}${ref === '' ? '' : ` on ${ref}`}.`,
    readElsewhere: (pipeline: string, ref: string) =>
      `Nothing has run there yet, so these are the parameters of pipeline ${pipeline}${ref === '' ? '' : ` on ${ref}`}; others are passed on unchecked.`,
    none: 'Its configuration declares no parameters.',
    more: (count: string) =>
      plural(
        count,
        `${count} more does not fit into this form; write it below.`,
        `${count} more do not fit into this form; write them below.`,
      ),
    definition: 'Pipeline',
    definitionPlaceholder: 'Choose a pipeline definition',
    definitionMissing: 'This project has several pipelines. Choose one.',
    hintDefault: (plainValue: string) => `Default: ${plainValue}`,
    hintType: (plainType: string) => `Type: ${plainType}. Passed on as it is.`,
    hintOptions: (plainOptions: string) => `One of: ${plainOptions}`,
    further: 'Further parameters',
    preset: 'Save as preset',
    presetHint:
      'A name for this channel, such as deploy-staging. Anyone here can run it with /circleci run and its name.',
    outOfDate: 'This form is too old. Close it and open a new one.',
    redrawing: 'The form shows another project’s parameters just now. Wait a moment and send it again.',
    twice: (plainName: string) => `“${plainName}” is in a field above already.`,
  },
  problems: {
    unknown: (plainName: string, plainNear: string) =>
      `“${plainName}” is not declared.${plainNear === '' ? ' The configuration declares no parameters.' : ` There is ${plainNear}.`}`,
    'not-integer': (plainName: string) => `“${plainName}” has to be a whole number.`,
    'not-boolean': (plainName: string) => `“${plainName}” has to be true or false.`,
    'not-in-enum': (plainName: string, plainOptions: string) =>
      `“${plainName}” has to be one of ${plainOptions}.`,
    missing: (plainName: string) => `“${plainName}” has no default, so it has to be given.`,
    'too-long': (plainName: string) => `“${plainName}” is too long: at most 512 characters.`,
  },
  unfit: (pipeline: string) =>
    `Nothing was started: what you gave does not fit the project’s configuration, as of pipeline ${pipeline}.`,
  unfitHint: 'If the configuration was changed since then, push it first, so that CircleCI knows it.',
  definitions: (names: string) =>
    `Nothing was started: this project has several pipelines. Name one with \`definition:NAME\`. There are ${names}.`,
  noDefinitions:
    'Nothing was started: CircleCI does not know a pipeline definition of that name, or does not tell just now which there are.',
  preset: {
    saved: (name: string) => `Saved as ${name}. Run it with \`/circleci run\` and its name.`,
    taken:
      'This channel has a preset of that name. Choose another name, or delete it first with /circleci presets.',
    invalid: 'A name has up to 40 letters, digits, dots, dashes and underscores, and begins with a letter.',
    isProject: 'A project is called so. Choose another name.',
    full: 'This channel has 50 presets already. Delete one first with /circleci presets.',
    needsChannel: 'Presets belong to a channel: use this in one.',
    title: 'Presets of this channel',
    none: 'This channel has no presets. Save one in the form of `/circleci run`, or with `/circleci presets save NAME …`.',
    line: (project: string, ref: string) => (ref === '' ? project : `${project} on ${ref}`),
    by: (who: string) => `saved by ${who}`,
    remove: 'Delete',
    run: 'Run',
    removed: (name: string) => `${name} is deleted.`,
    gone: 'This preset is not there any more.',
    removeTitle: 'Delete this preset?',
    removeText: (plainName: string) => `“${plainName}” is deleted for everyone in this channel.`,
  },
  confirm: {
    title: 'Please confirm',
    ask: (action: string) => `*${action}?* The rules want this confirmed. Nothing was done yet.`,
    actions: {
      run: 'Run a pipeline',
      approve: 'Approve',
      rerun: 'Run a workflow again',
      rerun_failed: 'Run a workflow again from its failed jobs',
      rerun_jobs: 'Run chosen jobs again',
      rerun_ssh: 'Run a job again with SSH',
      cancel: 'Cancel a workflow',
      rollback: 'Roll back',
    },
    project: 'Project',
    branch: 'Branch',
    tag: 'Tag',
    pipeline: 'Pipeline',
    commit: 'Commit',
    workflow: 'Workflow',
    jobs: 'Jobs',
    status: 'State',
    identity: 'As',
    identities: { shared: 'the bot, with its own token', linked: 'you, with your token' },
    more: (count: string) => `and ${count} more ${plural(count, 'value', 'values')}`,
    yes: 'Yes, do it',
    no: 'No',
    stopped: 'Nothing was done.',
    gone: 'This waits no longer: it was answered, or it is more than half an hour old. Ask for it again.',
  },
  jobs: {
    pick: 'Choose jobs',
    which: 'Several workflows have finished. Which one do you want to choose jobs of?',
    title: 'Run jobs again',
    submit: 'Run again',
    close: 'Cancel',
    label: 'Jobs',
    hint: 'Jobs that depend on them run again, too.',
    about: (workflow: string, pipeline: string) => `Workflow ${workflow} of ${pipeline}`,
    none: 'No job of this workflow can be run again.',
    cut: (count: string) => `${count} more ${plural(count, 'job is', 'jobs are')} not listed.`,
    missing: 'Choose at least one.',
  },
  rollback: {
    title: 'Roll back',
    submit: 'Roll back',
    close: 'Cancel',
    reading: 'Reading from CircleCI what is deployed…',
    project: (project: string) => `Project ${project}`,
    component: 'Component',
    componentPlaceholder: 'Choose a component',
    environment: 'Environment',
    environmentPlaceholder: 'Choose an environment',
    version: 'Version',
    versionPlaceholder: 'Choose the version to go back to',
    versionHint: 'The newest first. The one that is live is left out.',
    reason: 'Reason',
    live: (version: string, when: string) => `Live is ${version}${when === '' ? '' : `, since ${when}`}.`,
    noLive: 'CircleCI does not say which version is live there, so nothing can be rolled back.',
    noComponents:
      'CircleCI knows of no deployed components of this project. Its pipelines have to log their deploys first.',
    noOther: 'There is no other version to go back to.',
    missing: 'Choose one.',
    changed: 'What is live has changed since the form was opened. Nothing was done; open it again.',
    notHere: 'This CircleCI Server has no deploys and no rollback: they are on CircleCI Cloud only.',
    versionGone: 'CircleCI does not list that version any more. Nothing was done; open the form again.',
    unknownComponent: (name: string, names: string) => `There is no component ${name}. There are ${names}.`,
    unknownEnvironment: (name: string, names: string) =>
      `There is no environment ${name}. There are ${names}.`,
    values: { component: 'Component', environment: 'Environment', current: 'Live now', target: 'Back to' },
  },
  live: (component: string, environment: string, version: string) =>
    `Rolled back. CircleCI shows ${version} of ${component} as live in ${environment}.`,
  help: {
    presets: {
      usage: '/circleci presets [save NAME … | delete NAME]',
      about: 'List this channel’s saved runs, save one, or delete one.',
      notes: [
        'After `save NAME` comes what would come after `run`: project, branch or tag, `key=value`.',
        '`/circleci run NAME` runs it; `key=value` after it replaces a value. Values that no longer fit the configuration are told and not sent.',
      ],
      examples: [
        '/circleci presets',
        '/circleci presets save deploy-staging web main environment=staging',
        '/circleci presets delete deploy-staging',
      ],
    },
    rollback: {
      usage: '/circleci rollback [project] [component] [environment]',
      about: 'Put an earlier version of a deployed component back, on CircleCI Cloud.',
      notes: ['A form opens with the newest versions of the component in the environment.'],
      examples: ['/circleci rollback', '/circleci rollback web storefront production'],
    },
  },
};
