import type { locks as en } from '../en/locks.ts';

export const locks: typeof en = {
  everything: 'すべてのプロジェクト',
  ofBranch: (project, branch) => `${project}（ブランチ ${branch}）`,
  locked: (place, who, until, reason) =>
    `🔒 ${place} は ${who} が ${until} までロックしています。理由: ${reason}`,
  frozen: (who, until, reason) => `🧊 ${who} が ${until} まですべてを凍結しています。理由: ${reason}`,

  refused: '何も行っていません。',
  refusedNext: 'ロックした本人は操作できます。キャンセルはいつでも可能です。',
  refusedFreeze: '凍結は、凍結した本人を含む全員に適用されます。キャンセルはいつでも可能です。',
  mayPass: '理由を示せば、ルールにより実行できます。コマンドに `reason:"…"` を付けてください。',
  refusedOwnFreeze:
    'ご自身による凍結で、ご自身にも適用されます。`/circleci unfreeze` で解除できます。キャンセルはいつでも可能です。',
  ask: 'ロックした人に聞く',

  taken: (place, who) => `${place} は現在 ${who} がロックしています:`,
  done: (place, until) => `${place} を ${until} までロックしました。`,
  doneFreeze: (until) => `${until} まですべてを凍結しました。`,
  changed: (place, until) => `${place} のロックの期限を ${until} に変更しました。`,
  howToRelease: (command) => `解除するには ${command} と入力します。期限の前にお知らせします。`,
  cut: (longest) => `指定された時間は長すぎるため、最長の${longest}にしました。`,
  tooMany: (most) =>
    `全体またはあなたのロックがすでに${most}件あり、これ以上は追加できません。何もロックしていません。`,
  connectFirst:
    'CircleCIで操作できる人だけが行えます。先に `/circleci connect` でご自身のトークンを接続してください。何も行っていません。',

  howLong: (given, longest) =>
    `${given} は時間として読めません。プロジェクトの後に \`30m\`、\`2h\`、\`1d\` のように指定してください（最長${longest}）。何もロックしていません。`,
  howLongMissing: (longest) =>
    `時間を指定してください: \`/circleci lock プロジェクト 2h 理由\`（最長${longest}）。何もロックしていません。`,
  howLongFreeze: (given, longest) =>
    `${given} は時間として読めません。最初に \`30m\`、\`2h\`、\`1d\` のように指定してください（最長${longest}）。何も凍結していません。`,
  howLongMissingFreeze: (longest) =>
    `時間を指定してください: \`/circleci freeze 2h 理由\`（最長${longest}）。何も凍結していません。`,
  whyMissing: '時間の後に理由を書いてください。ほかの人に表示されます。何もロックしていません。',
  noTags:
    'タグはロックできません。プロジェクト全体か、ブランチ（`プロジェクト/ブランチ`）を指定してください。',

  none: 'ロックはありません。',
  title: '現在のロック:',
  more: (count) => `ほか${count}件`,
  notLocked: (place) => `${place} はロックされていません。`,
  notFrozen: '凍結されていません。',
  notLockedBut: '現在のロック:',
  released: (place) => `${place} のロックを解除しました。解除を依頼した人にお知らせします。`,
  releasedFreeze: '凍結を解除しました。',
  releaseReason: (who) =>
    `${who} のロックです。それでも解除する場合は、コマンドの後に理由を書いてください（${who} に通知されます）。何も変更していません。`,
  releaseGone: 'すでに解除されたか、期限が切れています。',
  holderLeft: 'ロックした人がワークスペースを離れたため',

  asked: (who) => `${who} にダイレクトメッセージで確認しました。返事があればお知らせします。`,
  askedAlready: (who) => `少し前に ${who} に確認済みです。返事があればお知らせします。`,
  askOwn: 'ご自身のロックです。',
  askGone: 'すでにロックされていません。もう一度お試しください。',
  askTooMany: 'すでに多くの人が確認しているため、再度の確認は行いませんでした。',
  extended: (place, until) => `${place} のロックの期限を ${until} に延長しました。`,
  notYours: 'ご自身のロックではないか、すでに終了しています。何も変更していません。',
  keptIt: (who) => `ロックを続けます。${who} にお知らせします。`,

  release: '解除する',
  keep: '続ける',
  extend: '1時間延長する',
  news: {
    asked: (who, place) => `${who} が ${place} のロックを解除できるか聞いています。`,
    soon: (place, until) => `${place} のロックは ${until} に終わります。`,
    soonFreeze: (until) => `すべてのプロジェクトの凍結は ${until} に終わります。`,
    expired: (place) => `${place} のロックは期限が来たため終了しました。`,
    taken: (who, place, reason) => `${who} が ${place} のあなたのロックを解除しました。理由: ${reason}`,
    kept: (who, place, until) => `${who} は ${place} のロックを ${until} まで続けます。`,
    free: (place) => `確認されていた ${place} のロックが終了しました。`,
    over: (place, who) =>
      who === null
        ? `🔓 ${place} のロックは期限が来たため終了しました。`
        : `🔓 ${place} のロックを ${who} が解除しました。`,
    overFreeze: (who) =>
      who === null ? '🔓 凍結は期限が来たため終了しました。' : `🔓 ${who} が凍結を解除しました。`,
  },
  homeTitle: 'ロック',
};
