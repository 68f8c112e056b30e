import type { waiting as en, waitingMistakes as enMistakes } from '../en/waiting.ts';

export const waitingMistakes: typeof enMistakes = {
  'remind-form': (word) =>
    `${word} はリマインドの指定ではありません。\`remind=2h,8h\`（\`5m\` から \`89d\` まで）または \`remind=off\` と書いてください。何も変更していません。`,
  'escalate-form': (word) =>
    `${word} では、いつ誰を呼ぶのかがわかりません。\`escalate=24h:@group\` のように、\`@\` のあとにSlackが候補として出すユーザーグループか人、またはそのID（\`S0614TZR7\`）を書くか、\`escalate=off\` と書いてください。何も変更していません。`,
  'expire-form': (word) =>
    `${word} は期限の指定ではありません。\`expire=7d\`（\`1h\` から \`89d\` まで）または \`expire=off\` と書いてください。何も変更していません。`,
};

const span: (typeof en)['span'] = {
  minutes: (count) => `${count}分`,
  hours: (count) => `${count}時間`,
  days: (count) => `${count}日`,
};

export const waiting: typeof en = {
  span,
  parts: {
    remind: (times) => `承認待ちを${times}後にリマインド`,
    escalate: (whom, time) => `${time}後に ${whom} を呼び出し`,
    expire: (time) => `承認待ちは${time}で期限切れ`,
  },

  form: {
    remind: '承認待ちのリマインド',
    remindHint:
      '承認待ちがこの時間に達するたびに、カードのスレッドで知らせます（例: 2h, 8h）。空欄ならしません。',
    escalate: '承認待ちのエスカレーション',
    escalateHint:
      'いつ誰を呼ぶか。ユーザーグループか人をSlackのIDで書きます（例: 24h:S0614TZR7）。空欄なら誰も呼びません。',
    expire: '承認待ちの期限',
    expireHint:
      '誰も決めないままこの時間（例: 7d）が過ぎたワークフローを、ボットがキャンセルします。空欄ならしません。',
  },

  reminder: (hold, time, pipeline) => `*${hold}* が${time}承認を待っています: ${pipeline}`,
  fallback: (hold, time, pipeline) => `${hold} が${time}待っています: ${pipeline}`,
  mayApprove: (who) => `承認できる人: ${who}`,
  mayApproveSome: (who, more) => `承認できる人: ${who}、ほか${more}件`,
  everyoneMay: 'ワークスペースの全員',
  connectedMay: '承認できる人: CircleCIに接続していて、そこで権限のある人（`/circleci connect`）',
  anyoneMay: '承認できる人: ここにいる全員',
  nobodyMay: '現在、これを承認できるルールはありません。',
  called: (whom) => `${whom} を呼び出しました`,

  expires: (moment) => `誰も判断しなければ、${moment} にボットがワークフローをキャンセルします。`,
  ends: (moment) => `CircleCIは90日待ったものを終了します。これは ${moment} に終了します。`,
  overdue: (time) =>
    `${time}待っており、このチャンネルの期限を過ぎました。ボットにはキャンセルする権限がありません。権限のある人がカードの *却下* で終わらせることができます。`,
  mayCancel: (who) => `キャンセルできる人: ${who}`,
  cardExpires: (hold, moment) =>
    `*${hold}* は ${moment} に期限切れとなり、ボットがワークフローをキャンセルします`,
  cardEnds: (hold, moment) => `*${hold}* は90日が過ぎる ${moment} にCircleCIが終了します`,
  expired: (time) =>
    `${time}で期限切れになりました。誰も判断しなかったため、ボットがワークフローをキャンセルしました`,
  expiring: (time) => `${time}待って期限切れになりました。ボットがワークフローをキャンセルしています…`,
  reason: (time) => `${time}以内に誰も判断しませんでした`,

  list: {
    title: 'あなたの承認を待っているもの',
    nothing:
      'あなたの承認を待っているものはありません。表示されるのは、あなたが参加しているチャンネルにカードがあるものです。',
    unknown:
      'あなたが参加しているチャンネルをSlackから確認できなかったため、何も表示していません。プライベートチャンネルのカードはそのメンバーだけのものです。しばらくしてからもう一度お試しください。',
    more: (count) => `ほか${count}件`,
    moreThan: (count) => `ほかに${count}件以上`,
    since: (moment) => `${moment} から待っています`,
    only: (channels) => `${channels} でのみ承認できます`,
    needsReason: '理由が必要です: `/circleci approve LINK reason:"…"`',
    needsLink: 'ご自身のCircleCIトークンが必要です。ボタンを押すと尋ねられます',
    open: '開く',
    refresh: '更新',
    fallback: (count) => `あなたの承認を待っているもの: ${count}件`,
  },
};
