import type { people as en } from '../en/people.ts';

export const people: typeof en = {
  author: '作成者',
  notice: {
    broken: (pipeline) => `*新たに失敗:* ${pipeline}`,
    failed: (pipeline) => `*失敗:* ${pipeline}`,
    fixed: (pipeline) => `*復旧:* ${pipeline}`,
    success: (pipeline) => `*成功:* ${pipeline}`,
    on_hold: (pipeline) => `*承認待ち:* ${pipeline}`,
    canceled: (pipeline) => `*キャンセル:* ${pipeline}`,
  },

  onlyOf: (who) => `${who} のパイプラインのみ`,
  mentions: (whom, outcomes) => `${outcomes} のとき ${whom} にメンション`,
  noThreads: 'スレッドに詳細を書かない',
  noEdges: '新たな失敗と復旧はスレッド内のみ',

  mute: 'ミュート',
  unmute: 'ミュート解除',
  mutedBy: (who) => `🔕 ${who} がミュートしました`,
  muted:
    'ミュートしました。カードは引き続き更新されますが、スレッドへの返信とメンションは行いません。カードの「ミュート解除」で元に戻せます。',
  alreadyMuted: (who) => `このカードはすでに ${who} がミュートしています。`,
  unmuted: 'ミュートを解除しました。その間の変化はカードで確認できます。',
  notMuted: 'このカードはミュートされていません。',
  noCard: 'このチャンネルにはそのパイプラインのカードがないため、ミュートするものがありません。',

  linked: (identity) =>
    `${identity} をあなたとして登録しました（Slack に登録されたあなたのメールアドレスです）。\`mine:on\` や \`mention:author\` の購読で使われます。`,
  linkedByWord: (identity) =>
    `${identity} をあなたとして登録しました。本人の申告によるものとして表示します。\`mine:on\` や \`mention:author\` の購読で使われます。`,
  taken: (identity, who) =>
    `${identity} は ${who} に登録されています。何も変更していません。あなたのものであれば、本人に \`/circleci unlink\` の実行を依頼するか、このボットの運用者に一覧への登録を依頼してください。`,
  takenByFile: (identity, who) =>
    `${identity} は運用者の一覧で ${who} に割り当てられています。何も変更していません。誤りであれば運用者に連絡してください。`,
  addressOf: (identity, who) =>
    `${identity} は Slack では ${who} のメールアドレスです。何も変更していません。登録できるのはご自身のものだけです。`,
  tooMany: (max) =>
    `登録できるのは ${max} 件までです。\`/circleci unlink NAME\` で不要なものを解除してください。`,
  yourLinks: '*あなたとして登録されているもの*',
  noLinks:
    '登録はありません。Slackのプロフィールのメールアドレスによるコミットは、登録しなくてもご自身のものとして扱われます。それ以外は `/circleci link` に続けて、GitHub・GitLab・Bitbucket のログイン名か、コミットのメールアドレスを入力してください。',
  fromFile: (identity) => `• ${identity}（運用者の一覧）`,
  fromEmail: (identity) => `• ${identity}（Slack のメールアドレス）`,
  fromWord: (identity) => `• ${identity}（本人の申告）`,
  unlinked: (identity) => `${identity} の登録を解除しました。`,
  unlinkedAll: (count) => `${count} 件の登録を解除しました。`,
  notLinked: (identity) => `${identity} はあなたの登録にありません。何も変更していません。`,

  form: {
    mentions: 'メンション',
    mentionsPlaceholder: 'author:failed,broken @U0123ABCD:on_hold',
    mentionsHint:
      '「相手:結果」を空白で区切って並べます。人とグループは Slack の ID で指定します（プロフィールの「メンバー ID をコピー」）。',
    behaviour: '人とスレッド',
    mine: '自分のパイプラインのみ',
    mineOf: '設定済みの人のパイプラインのみ',
    threadsOff: 'スレッドに詳細を書かない',
    edgesOff: '新たな失敗と復旧をチャンネルに表示しない',
    problems: {
      nobody: (word) => `「${word}」にはメンションの相手がありません。`,
      name: (word) =>
        `「${word}」にはメンションできません。author、人の ID（U…）、グループの ID（S…）を指定してください。`,
      outcome: (word) => `「${word}」という結果はありません。`,
      'too-many': (max) => `メンションは ${max} 件までです。`,
    },
  },
};
