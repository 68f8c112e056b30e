import type { cards as en } from '../en/cards.ts';

export const cards: typeof en = {
  openPipeline: 'CircleCIで開く',
  branch: (name) => `ブランチ ${name}`,
  tag: (name) => `タグ ${name}`,
  commitBy: (commit, author) => `${commit}（${author}）`,

  startedFromSlack: (who) => `Slackから開始: ${who}`,
  startedByPush: (who) => (who === null ? 'プッシュにより開始' : `${who} のプッシュにより開始`),
  startedBySchedule: 'スケジュールにより開始',
  startedByApi: (who) => (who === null ? 'APIから開始' : `APIから開始: ${who}`),
  startedByHand: (who) => (who === null ? '手動で開始' : `手動で開始: ${who}`),
  startedByOther: (trigger, who) =>
    who === null ? `${trigger} により開始` : `${trigger} により開始: ${who}`,

  noWorkflowYet: 'CircleCIがパイプラインを受け付けました。ワークフローが始まるとここに表示されます。',
  toldLate: (spent) =>
    `⏱️ ${spent}遅れて表示しました。CircleCIからのWebhookが届かず、ボットが問い合わせて確認しました。`,
  setup: {
    awaited: 'セットアップワークフローが終わりました。続くワークフローが始まるとここに表示されます。',
    'setup-only': 'セットアップワークフローは成功しましたが、後続のワークフローはありませんでした。',
    refused: 'セットアップワークフローは成功しましたが、続行に使う設定をCircleCIが受け付けませんでした。',
    unconfirmed: 'ワークフローが1つ終わりました。後続のワークフローがあるかCircleCIに確認しています。',
  },
  onlyWebhooks:
    '後続のワークフローがあるかCircleCIに確認できませんでした。これまでにWebhookで届いた内容を表示しています。',
  problem: {
    config: '設定ファイルに誤りがあります',
    'config-fetch': 'CircleCIが設定ファイルを取得できませんでした',
    'invalid-trigger-setup': 'トリガーの設定に誤りがあります',
    timeout: 'パイプラインの準備が時間内に終わりませんでした',
    permission: '権限が足りません',
    'trigger-rule': 'トリガーのルールにより実行されませんでした',
    plan: '現在のプランでは実行できません',
    other: 'CircleCIから問題が報告されています',
  },
  moreProblems: (count) => `ほか${count}件はCircleCIでご確認ください`,

  attempt: (number) => `${number}回目`,
  jobs: (count) => `${count}ジョブ`,
  jobsOf: (done, total) => `${total}ジョブ中${done}件完了`,
  jobsDone: (count) => `${count}ジョブ完了`,
  since: (moment) => `${moment} から`,
  now: (names) => `実行中: ${names}`,
  failed: (names) => `失敗: ${names}`,
  unauthorizedHint:
    '多くの場合、開始または承認した人が、ジョブに必要なコンテキストの利用を許可されていません。',
  and: (list, more) => (list === '' ? `ほか${more}件` : `${list}、ほか${more}件`),
  earlier: (attempts) => `これまで: ${attempts}`,
  moreWorkflows: (count, summary) => `ほか${count}件のワークフロー: ${summary}`,
  oneMoreWorkflow: (summary) => `ほか1件のワークフロー: ${summary}`,
  statusCount: (status, count) => `${status} ${count}件`,

  holdUnnamed: '承認を待っています。どの承認かはまだCircleCIから届いていません。',
  holdWaits: (hold) => `*${hold}* が承認を待っています`,
  holdApproving: (hold, who) => `*${hold}*: 承認しています…（${who}）`,
  holdApprovedBy: (hold, who) => `*${hold}*: ${who} が承認しました`,
  holdApproved: (hold) => `*${hold}*: CircleCIで承認されました`,
  holdApprovedPerhaps: (hold, who) =>
    `*${hold}*: 承認されました。${who} も承認を依頼しましたが、それによるものかは確認できていません`,
  holdEnded: (hold, status) => `*${hold}*: ${status}`,
  holdFailed: (hold, who) => `*${hold}*: ${who} の承認は完了しませんでした`,
  holdUnknown: (hold, who) => `*${hold}*: ${who} が承認を依頼しましたが、CircleCIでまだ確認できていません`,
  moreHolds: (count) => `ほか${count}件の承認はCircleCIでご確認ください`,

  rerunPending: (who) => `再実行を開始しています…（${who}）`,
  rerunBy: (who) => `${who} が再実行しました`,
  rerunFailed: (who) => `${who} の再実行は完了しませんでした`,
  rerunUnknown: (who) => `${who} が再実行を依頼しましたが、CircleCIでまだ確認できていません`,
  cancelPending: (who) => `キャンセルしています…（${who}）`,
  cancelBy: (who) => `${who} がキャンセルしました`,
  cancelFailed: (who) => `${who} のキャンセルは完了しませんでした`,
  cancelUnknown: (who) => `${who} がキャンセルを依頼しましたが、CircleCIでまだ確認できていません`,

  fallback: (status, subject) => `${status}: ${subject}`,
  fallbackHolds: (names) => `承認待ち: ${names}`,
};
