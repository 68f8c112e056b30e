import type { OthersMay, RuleWhere } from '../../domain/policy.ts';
import { plural } from '../format.ts';

/** What the rules say. Arguments are mrkdwn, already escaped. */
export const policy = {
  deniedBy: (rule: string) => `The rule *${rule}* forbids this. Nothing was done.`,
  notAllowed:
    'No rule allows you this, so nothing was done. `/circleci can` with your name explains it rule by rule; whoever runs this bot keeps the rules.',
  onlyThese: (action: string, who: string, rules: string) =>
    `You cannot ${action}, so nothing was done: only ${who} can (by ${rules}). \`/circleci can\` with your name explains it rule by rule.`,
  theseMay: (action: string, who: string, rules: string) => `Who can ${action}: ${who} (by ${rules}).`,
  nobodyMay: (action: string) =>
    `No one can ${action} here at the moment, because no rule allows it. Nothing was done.`,
  onlyThere: (action: string, places: string) => `By the rules you can ${action} only ${places}.`,
  andMore: (names: string, count: string) => `${names} and ${count} more`,
  verbs: {
    run: 'run this',
    approve: 'approve this',
    reject: 'reject this',
    rerun: 'rerun this',
    rerun_ssh: 'rerun this with SSH',
    cancel: 'cancel this',
    rollback: 'roll this back',
    subscribe: 'subscribe a channel to this',
    audit: 'see the whole audit log',
    lock: 'lock or unlock this',
    stop: 'stop what runs here',
    admin: 'do this',
    mute: 'mute this',
  } satisfies Record<OthersMay['action'], string>,
  elsewhere: {
    project: 'in other projects',
    branch: 'on other branches',
    tag: 'on other tags',
    workflow: 'in other workflows',
    job: 'for other jobs',
    channel: 'in another channel',
  } satisfies Record<keyof RuleWhere, string>,
  almostAllowed: 'A rule would allow you this, but nothing was done:',
  obstacles: {
    action: 'is about other actions',
    project: 'is about other projects',
    branch: 'is about other branches',
    tag: 'is about other tags',
    workflow: 'is about other workflows',
    job: 'is about other jobs',
    channel: 'holds in another channel',
    who: 'is about other people',
    'groups-unknown': 'Slack does not say just now who is in the groups that the rule names',
    window: 'it is not the time for it',
    linked: 'it takes a CircleCI token of one’s own: `/circleci connect`',
    starter: 'whoever started it may not, and it has to be certain who did',
    reason: 'it takes a reason: add `reason:"…"` to the command; the button *Approve* opens a form for it',
    approvers: 'it takes more people, whose approvals are not there (any more)',
    confirm: 'it has to be confirmed as it stands now: ask for it again',
  },
  asked: (who: string, action: string, where: string) =>
    `May ${who} ${action}${where === '' ? '' : ` ${where}`}?`,
  allowedBy: (rule: string) => `Yes, by the rule *${rule}*.`,
  noPolicy: 'There is no file of rules: everyone may do what CircleCI lets them.',
  identity: {
    linked: 'It would be done with their own token.',
    shared: 'It would be done with the bot’s token.',
    none: 'They would have to connect a token of their own first.',
  },
  applies: { allow: 'allows it', deny: 'forbids it' },
  line: (line: number) => `line ${line}`,
  otherRules: (count: number) => `and ${count} more ${plural(count, 'rule', 'rules')} about other things`,
  whatAction: (actions: string) => `What should they be able to do? There are ${actions}.`,
  whoAbout: 'Who? Mention them: `/circleci can @person approve LINK`.',
  nothingThere: 'There is no such workflow here, so there is nothing to check.',
  nothingWaits: 'Nothing here is waiting for approval, so there is nothing to check.',
  nothingWaitsIn: (what: string) =>
    `Nothing in ${what} is waiting for approval, so there is nothing to check.`,
};
