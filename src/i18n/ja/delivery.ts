/** `en/delivery.ts` と同じキー。 */
export const delivery = {
  channelClosed: (channel: string, why: string) =>
    `${channel} に投稿できません（${why}）。このチャンネルには、あなたがCircleCIのプロジェクトを購読しています。その間は何も投稿しませんが、購読は残ります。書き込めるようになれば、最近のカードを自動で最新にします。購読をやめるには、そのチャンネルで \`/circleci unsubscribe プロジェクト\` と入力してください。`,
  closedBecause: {
    archived: 'アーカイブされています',
    notMember: 'ボットがメンバーではありません。`/invite` で招待してください',
    gone: '削除されたか、ボットがメンバーではない非公開チャンネルです。まだあれば `/invite` で招待してください',
    restricted: '投稿できる人が限られています。チャンネルの管理者に許可を依頼してください',
    othersMessage: 'ボットが参加していないダイレクトメッセージです。代わりにチャンネルで購読してください',
  },
  notWritable: {
    archived: 'このチャンネルはアーカイブされているため、投稿できません。何も変更していません。',
    notMember:
      'ボットがこのチャンネルに参加していないため、投稿できません。`/invite` で招待してから、もう一度お試しください。何も変更していません。',
    hidden:
      'ボットがこのチャンネルに参加していないため、投稿できません。`/invite` で招待してから、もう一度お試しください。グループDMの場合は、代わりにチャンネルをお使いください。何も変更していません。',
    othersMessage:
      'ほかの人どうしのダイレクトメッセージには投稿できません。チャンネルか、ボットとのダイレクトメッセージをお使いください。何も変更していません。',
  },
  health: {
    title: 'Slackへの配信',
    period: { hour: '直近1時間', day: '直近24時間' },
    none: (period: string) => `*${period}*: 配信はありません`,
    counts: (
      period: string,
      figures: { delivered: string; late: string; repaired: string; failed: string },
    ) =>
      `*${period}*: 配信 ${figures.delivered}件、遅延（1分超）${figures.late}件、補修 ${figures.repaired}件、失敗 ${figures.failed}件`,
    times: (p50: string, p99: string) => `CircleCIの出来事からSlackの応答まで: p50 ${p50}、p99 ${p99}`,
    webhook: (when: string) => `CircleCIからの最後のWebhook: ${when}`,
    noWebhook: 'CircleCIからのWebhookはまだありません',
    circleciPause: (until: string) =>
      `:warning: CircleCIのレート制限により、バックグラウンドでの読み取りは${until}まで待機しています。カードの更新が遅れることがありますが、コマンドとボタンは使えます。`,
    queue: (waiting: string, later: string) => `キュー: 実行待ち ${waiting}件、予定 ${later}件`,
    held: (channels: string, until: string) =>
      `Slackのレート制限中のチャンネル（最長で ${until} まで）: ${channels}`,
    heldMethods: (methods: string, until: string) =>
      `Slackのレート制限中のメソッド（最長で ${until} まで）: ${methods}`,
    stuck: (count: string) => `:warning: この1週間のカードのうち、Slackで編集できなくなったもの: ${count}件`,
    noneHeld: '待機中のチャンネルはありません',
    closed: (channels: string) => `書き込めないチャンネル: ${channels}`,
    retrying: (count: string) => `再試行を待つメッセージ: ${count}件`,
    dead: (count: string) =>
      `:warning: 5回の試行で届かなかったもの: ${count}件。\`/circleci health resend\` で再送できます。運用者は \`circleci-chatops dead-letters list\` と \`resend\` も使えます。`,
    noDead: '届かずに終わったものはありません',
    resent: (count: string) => `${count}件を再送しています。`,
    nothingToResend: '再送するものはありません。',
    more: (count: string) => `ほか${count}件`,
  },
};
