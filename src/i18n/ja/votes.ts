import type { votes as en } from '../en/votes.ts';

export const votes: typeof en = {
  rejectButton: '却下',
  rejectNamed: (plainHold) => `${plainHold} を却下`,
  withdrawButton: '承認を取り消す',
  withdrawNamed: (plainHold) => `${plainHold} の承認を取り消す`,

  standsFor: (who, other) => `${who}（${other} の代理）`,
  withReason: (who, reason) => `${who}（「${reason}」）`,
  tally: (have, needed, names) =>
    names === '' ? `承認 ${have}/${needed}` : `承認 ${have}/${needed}: ${names}`,
  missing: (count) => `あと${count}人の承認が必要です`,
  dropped: (names) => `無効になった承認: ${names}`,
  approvedBy: (names) => `承認者: ${names}`,
  rejecting: (hold, who) => `*${hold}*: 却下しています…（${who}）`,
  rejected: (hold, who) => `*${hold}*: ${who} が却下`,
  rejectFailed: (hold, who) => `*${hold}*: ${who} による却下は反映されませんでした`,
  rejectUnknown: (hold, who) => `*${hold}*: ${who} が却下。キャンセルはまだCircleCIで確認できていません`,

  voted: (have, needed) =>
    `承認を記録しました（${have}/${needed}）。足りない人数はカードに表示されます。*承認を取り消す* で取り消せます。`,
  votedBefore: (have, needed) => `すでに承認済みです。同じ人は一度しか数えません（${have}/${needed}）。`,
  votedForYou: (who, have, needed) =>
    `${who} が同じ権限ですでに承認しています。一つの権限は一度しか数えません（${have}/${needed}）。`,
  withdrawal: {
    withdrawn: '承認を取り消しました。以後は数えられません。',
    'no-vote': '取り消せるご自身の承認はありません。',
    'too-late': '必要な承認がそろい、CircleCIでの処理が始まったため、取り消せません。',
  },
  nothingToWithdraw: '承認待ちの中に、ご自身の承認はありません。',
  whichWithdraw:
    '承認待ちの中に、ご自身の承認が複数あります。リンクで指定してください: `/circleci withdraw リンク`',
  nothingToReject: '承認待ちのものがないため、却下できるものはありません。',

  form: {
    approveTitle: '承認',
    rejectTitle: '却下',
    approveIntro: (hold) => `${hold} の承認には、ルールにより理由が必要です。`,
    rejectIntro: {
      'cancel-workflow': (hold, workflow, others) =>
        `${hold} を却下すると、CircleCIのワークフロー ${workflow} 全体がキャンセルされます（実行中と待機中のジョブ${others === '' ? '' : `、ほかの承認 ${others} `}を含みます）。理由を入力してください。`,
      'cancel-hold': (hold) =>
        `${hold} を却下すると、CircleCIのこの承認だけがキャンセルされます。理由を入力してください。`,
    },
    label: '理由',
    hint: 'カードと監査ログに残ります。',
    close: 'やめておく',
    empty: '理由を入力してください。',
    thisHold: 'この承認',
    tooLate:
      '時間切れのため、Slackでフォームを開けませんでした。何も行っていません。もう一度ボタンを押すか、コマンドに `reason:"…"` を付けてください。',
  },

  delegate: {
    done: (who, until) =>
      `${until} まで、ルールがあなたやあなたのグループに許可している承認と却下を、${who} が代わりに行えます。一つの権限として一度だけ数えます。\`/circleci delegate off\` で終了します。`,
    ended: (who) => `${who} の代理を終了しました。`,
    none: '代理の人はいません。`/circleci delegate @メンバー 4h` で期間を決めて指定できます。',
    who: '誰に代理を頼みますか？ メンションで指定してください: `/circleci delegate @メンバー 4h 休暇のため`',
    howLong: (most) =>
      `期間を指定してください。メンバーの後ろに \`30m\`、\`4h\`、\`2d\` のように書きます（最長${most}日）。`,
    self: 'ご自身を代理にすることはできません。',
    notAPerson:
      '代理になれるのは、このワークスペースの正式なメンバーだけです。ゲスト、ボット、ほかのワークスペースの人はなれません。',
    unknown:
      'Slackでその人を確認できないため、何も変更していません。しばらくしてからもう一度お試しください。',
    noPolicy: 'ルールのファイルがないため、代理を立てられるものがありません。',
    you: (who, until) => `${until} まで、承認では ${who} があなたの代理です。`,
    youFor: (who, until) => `${until} まで、承認ではあなたが ${who} の代理です。`,
  },

  takes: (count) => `${count}人の承認が必要です。一人ずつ数え、最後の承認で実行されます。`,
  takesRule: (count) => `${count}人必要`,
  inPlaceOf: (who) => `はい。代理を頼んだ ${who} の代わりに行えます。`,
};
