import type { approvalDetail as en } from '../en/approval-detail.ts';

export const approvalDetail: typeof en = {
  button: '承認の内容を確認',
  buttonNamed: (plainHold) => `${plainHold} で承認する内容を確認`,
  close: '閉じる',

  commits: (_count, shown) => `少なくとも${shown}件のコミット`,
  by: (commits, people) => `${commits}（${people}）`,
  since: (commits, jobs, run) => `${jobs} が最後に成功してから（${run}）: ${commits}`,
  same: (jobs, run) => `${jobs} が最後に成功したのは、このコミットです（${run}）`,
  notFound: (commits, jobs, runs) =>
    `${commits}。調べたこのブランチの${runs}では、${jobs} は成功していません`,
  never: (commits, jobs, runs) => `${commits}。このブランチで ${jobs} は一度も成功していません（${runs}）`,
  earlierRuns: (_count, shown) => `これまでの${shown}回の実行`,
  firstOnBranch: 'CircleCIの一覧では、このブランチの最初の実行です',
  changesUnread: '前回からの変更は取得できませんでした',
  noBranch: 'ブランチの実行ではないため、比べられる以前の実行がありません。',

  unlocks: (jobs) => `承認で進むジョブ: ${jobs}`,
  unlocksNothing: 'この承認を待つジョブはありません',
  behindUnread: '待っているジョブは取得できませんでした',
  contexts: (names) => `コンテキスト: ${names}`,
  contextsUnread: 'コンテキストは取得できませんでした',

  heading: (hold, workflow, pipeline) =>
    `*${hold}* を承認すると、${pipeline} のワークフロー ${workflow} が先へ進みます。`,
  startedBy: (login) => `CircleCIによると、このワークフローを開始したのは ${login} です。`,
  changes: '*変更*',
  compare: 'リポジトリで比較する',
  commitLine: (commit, subject, run) =>
    subject === '' ? `${commit}（${run}）` : `${commit} ${subject}（${run}）`,
  madeBy: (who) => `作成: ${who}`,
  pushedBy: (who) => `プッシュ: ${who}`,
  triggeredBy: (who) => `開始: ${who}`,
  moreCommits: (count) => `ほか${count}件`,
  lowerBound:
    'CircleCIから分かるのはパイプラインごとの最新のコミットだけで、1回のプッシュに複数のコミットが含まれることがあります。',
  comparisonShowsAll: 'すべては比較でご確認ください。',
  jobs: '*待っているジョブ*',
  jobsNow: (jobs) => `この承認で進むジョブ: ${jobs}`,
  jobsLater: (jobs) => `ほかの承認も必要なジョブ: ${jobs}`,
  contextsTitle: '*コンテキスト*',
  contextLine: (context, jobs, verdict) => `${context}（${jobs} が使用）: ${verdict}`,
  contextLater: '別の承認のあと',
  noContexts: 'コンテキストを使うジョブはありません。',
  moreContexts: (count) => `ほか${count}件のコンテキスト`,
  unknownJobs: (count) => `${count}件のジョブは、使うコンテキストが設定から分かりませんでした。`,
  fine: '使えます',
  fineForAll: '組織の全員が使えます',
  refused: {
    project: 'ほかのプロジェクトに限られています。誰が承認しても、ジョブは権限なしになります',
    expression: 'このパイプラインでは条件を満たしません。誰が承認しても、ジョブは権限なしになります',
    stranger: '承認に使われるCircleCIのユーザーが組織に属していないため、ジョブは権限なしになります',
  },
  unknown: {
    unread: '不明: 制限がCircleCIからボットに示されません',
    groups: (groups) => `不明: ${groups} に限られていますが、グループのメンバーはCircleCIから分かりません`,
    expressions: (rules) => `不明: CircleCIだけが判定できる条件があります（${rules}）`,
  },
  asOf: (moment) => `${moment} 時点の情報です。`,
  reading: 'CircleCIに問い合わせています。まもなく表示されます。',
  gone: 'この承認はもう待っていません。',

  warning: (contexts) => `まだ承認していません。この承認のあとのジョブはCircleCIに拒否されます: ${contexts}`,
  warnedContext: (context, why) => `${context}: ${why}`,
  warningAdvice:
    'コンテキストの制限を変えてもらうか、使える人に承認を頼んでください。問題ないと分かっている場合は、そのまま承認できます。',
  anyway: 'それでも承認する',
};
