import type { stops as en } from '../en/stops.ts';

export const stops: typeof en = {
  asked: (who, place) => `🛑 ${who} が ${place} で実行中のすべての停止を求めています。`,
  reason: (reason) => `理由: ${reason}`,
  count: (count) => `実行中または待機中のワークフロー: *${count}* 件`,
  oneRuns: '実行中または待機中のワークフロー: *1* 件',
  andMore: (count) => `ほか${count}件`,
  lookedAt: (count) =>
    `新しい${count}件のパイプラインと、実行中とわかっているものを確認しました。それより古いものは確認していません。`,
  twoPeople: (until) =>
    `${until} までに2人の確認が必要です。確認後、すべてのワークフローをキャンセルします（その間に始まったものも含みます）。`,
  firstBy: (who) => `${who} が確認しました。あと1人の確認が必要です。`,
  confirm: '停止を確認する',
  confirmTitle: 'すべてキャンセルしますか？',
  confirmText: (plainPlace) =>
    `2人が確認すると、${plainPlace} で実行中・待機中のすべてのワークフローをキャンセルします。取り消しはできません。`,
  confirmYes: '確認する',
  callOff: '取りやめる',
  expired: '時間内に2人の確認がありませんでした。何もキャンセルしていません。',
  calledOff: (who) => `${who} が取りやめました。何もキャンセルしていません。`,
  confirmedBy: (first, second) => `${first} と ${second} が確認しました。`,
  running: (done, known) => `停止しています… ${known}件のうち${done}件が終了しました。`,
  done: '完了しました。実行中のものはありません。',
  doneBut: (count) =>
    `終了しましたが、まだ${count}件が実行中です。CircleCIを確認し、もう一度停止を依頼してください。`,
  doneBlind: 'CircleCIに確認できず、何が実行中かわからないまま終了しました。CircleCIを確認してください。',
  counts: (canceled, finished, failed) =>
    `キャンセル: ${canceled} · その前に終了: ${finished} · キャンセルできず: ${failed}`,
  problems: {
    gone: 'このトークンではキャンセルできないか、CircleCIに存在しません',
    unavailable: 'CircleCIに接続できません',
    denied: 'ルールが変わりました',
    'not-connected': '確認した人の接続が解除されています',
    'identity-changed': '確認した人の接続が途中で変わりました',
    'token-unreadable': '確認した人のトークンを復号できません',
    'token-refused': 'CircleCIが確認した人のトークンを受け付けません',
  },
  failedList: (names) => `キャンセルできなかったもの: ${names}`,
  trouble: (message) => `CircleCIに確認できません: ${message}`,
  keepOut: (command) => `再び開始されないようにするには: ${command}`,

  nothingRuns: (place) => `${place} で実行中のものはありません。何も行っていません。`,
  goingOn: (place) => `${place} の停止はすでに依頼中か実行中です。そのメッセージを確認してください。`,
  needsChannel: 'ほかの人に見えるように、ボットがいるチャンネルで入力してください。',
  cannotPost:
    'ボットがこのチャンネルに投稿できないため、誰も確認できません。ボットを招待してからもう一度お試しください。',
  posted: '停止の依頼をこのチャンネルに表示しました。2人の確認が必要です。',
  over: 'この停止はすでに終わったか、存在しません。何も変更していません。',
  sameAgain: 'すでに確認済みです。もう1人、別の人の確認が必要です。',
  firstNoLonger: (who) =>
    `${who} の確認は、権限がなくなったため無効になりました。あなたのほかにもう1人の確認が必要です。`,
  firstNoted: '確認しました。あと1人の確認が必要です。',
  secondNoted: '確認しました。実行中のすべてをキャンセルします。進み具合はメッセージに表示されます。',
  calledOffByYou: '取りやめました。',
  projectMissing:
    '停止の対象を指定してください: `/circleci stop プロジェクト` または `/circleci stop プロジェクト/ブランチ`',
};
