import type { digests as en, timingMistakes as enMistakes } from '../en/digests.ts';

export const timingMistakes: typeof enMistakes = {
  'unknown-zone': (word) =>
    `${word} というタイムゾーンはありません。\`Asia/Tokyo\` や \`Europe/Berlin\` のように地名で書いてください（夏時間に正しく対応するため、時差では指定できません）。何も変更していません。`,
  'quiet-form': (word) =>
    `${word} は通知停止時間の指定ではありません。\`quiet=22:00-07:00@Asia/Tokyo\`、\`quiet=sat,sun@Europe/Berlin\`、カンマでの組み合わせ、または \`quiet=off\` と書いてください。何も変更していません。`,
  'quiet-always': (word) =>
    `${word} では一週間ずっと通知が止まり、何も届かなくなります。通知する時間を残すか、購読を削除してください。何も変更していません。`,
  'digest-form': (word) =>
    `${word} はまとめの指定ではありません。使えるのは \`digest=hourly\`、\`digest=daily@09:00@Asia/Tokyo\`、\`digest=weekly@mon@09:00@Asia/Tokyo\`、\`digest=off\` です。何も変更していません。`,
  'budget-form': (word) =>
    `${word} は上限の指定ではありません。1時間あたりのカードの枚数を1から10000で書くか、\`budget=off\` と書いてください。何も変更していません。`,
  'urgent-form': (word) =>
    `${word} は緊急に指定できません。使えるのは \`failed\`、\`fixed\`、\`broken\`、\`success\`、\`canceled\`、\`on_hold\` です。何も変更していません。`,
};

const parts: (typeof en)['parts'] = {
  quiet: (windows) => `通知停止 ${windows}`,
  digest: (when) => `カードの代わりにまとめ（${when}）`,
  urgent: (outcomes) => `すぐに表示: ${outcomes}`,
  budget: (count) => `1時間に${count}枚まで`,
  fromFile: (file) => `ファイル ${file} で定義`,
};

const form: (typeof en)['form'] = {
  quiet: '通知停止時間',
  quietHint:
    'この間は新しい投稿をせず、終わったときにまとめてお知らせします。曜日や時刻とタイムゾーンで指定し、複数はセミコロンで区切ります。',
  quietPlaceholder: '例: 22:00-07:00@Asia/Tokyo; sat,sun@Asia/Tokyo',
  digest: 'カードの代わりのまとめ',
  digestHint: 'hourly（毎時）、daily（毎日）、weekly（毎週）。空欄ならカードを表示します。',
  digestPlaceholder: '例: daily@09:00@Asia/Tokyo',
  urgent: '通知停止時間やまとめに関係なく、すぐにカードを表示するとき',
  budget: '1時間あたりのカードの上限',
  budgetHint: '超えた分は毎正時にまとめてお知らせします。空欄なら上限なしです。',
};

const digest: (typeof en)['digest'] = {
  title: (count) => `カードのないパイプライン ${count}件`,
  fallback: (count, statuses) => `まとめ: パイプライン${count}件（${statuses}）`,
  since: (moment, reasons) => `${moment} 以降 · ${reasons}により保留`,
  reasons: { quiet: '通知停止時間', digest: 'まとめの設定', budget: 'カードの上限' },
  count: (status, count) => `${status} ${count}件`,
  byRef: 'プロジェクトとブランチごと',
  failed: '失敗',
  still: 'いまも失敗中',
  succeededSince: 'その後に成功',
  broken: 'いまも失敗しているもの',
  waiting: '承認待ち',
  approveWith: (command) => `${command} で承認できます`,
  more: (count) => `…ほか${count}件`,
  notLoaded: (count) => `古い${count}件は省略しています。`,
};

const explained: (typeof en)['explained'] = {
  held: {
    quiet: (project, due) =>
      `🌙 ${project} の条件に合いますが、通知停止時間のため ${due} まで保留し、そのまとめでお知らせします。`,
    digest: (project, due) =>
      `📋 ${project} の条件に合いますが、カードの代わりにまとめで届く設定のため、${due} のまとめでお知らせします。`,
    budget: (project, due) =>
      `🔇 ${project} の条件に合いますが、その1時間のカードの上限に達したため、${due} のまとめでお知らせします。`,
  },
  told: {
    quiet: (project, due) =>
      `🌙 ${project} の条件に合いましたが、通知停止時間のため保留し、${due} のまとめでお知らせしました。`,
    digest: (project, due) =>
      `📋 ${project} の条件に合いましたが、カードの代わりにまとめで届く設定のため、${due} のまとめでお知らせしました。`,
    budget: (project, due) =>
      `🔇 ${project} の条件に合いましたが、その1時間のカードの上限に達したため、${due} のまとめでお知らせしました。`,
  },
};

export const digests: typeof en = {
  parts,
  form,
  digest,
  explained,
  when: {
    hourly: '毎時',
    daily: (time, zone) => `毎日 ${time}、${zone}`,
    weekly: (day, time, zone) => `毎週${day} ${time}、${zone}`,
    days: {
      mon: '月曜日',
      tue: '火曜日',
      wed: '水曜日',
      thu: '木曜日',
      fri: '金曜日',
      sat: '土曜日',
      sun: '日曜日',
    },
  },
  overBudget: (project, budget, due, command) =>
    `🔇 この1時間の ${project} のカードが${budget}枚を超えました。承認待ちを除く残りはまとめ（${due}）でお知らせします。変更するには ${command} を使ってください。`,
  dryRun: (cards, held, messages) =>
    `そのうちカードは${cards}件、残り${held}件は${messages}回のまとめに入るはずでした。`,
  inFile: (project, file) =>
    `${project} の購読はファイル ${file} で定義されており、そこで変更します。何も変更していません。`,
};
