import type { lockHelp as en } from '../en/commands-locks.ts';

export const lockHelp: typeof en = {
  lock: {
    usage: '/circleci lock [プロジェクト[/ブランチ] 時間 理由]',
    about: 'ほかの人による実行・承認・再実行を止めます。何も付けなければ、ロックの一覧を表示します。',
    notes: [
      '時間は `30m`、`2h`、`1d` のように指定します（最長14日）。ブランチにはパターンも使えます: `web/release/*`',
      'キャンセルは引き続き可能です。自分のロックをもう一度ロックすると、期限と理由が変わります。',
    ],
    examples: ['/circleci lock gh/acme/web 2h データベース移行', '/circleci lock web/main 30m 緊急修正'],
  },
  unlock: {
    usage: '/circleci unlock プロジェクト[/ブランチ] [理由]',
    about: 'ロックを解除します。ほかの人のロックには理由が必要で、本人に通知されます。',
    notes: [],
    examples: ['/circleci unlock web/main'],
  },
  locks: {
    usage: '/circleci locks',
    about: '何が誰によって、いつまで、なぜロックされているかを表示します。',
    notes: [],
    examples: ['/circleci locks'],
  },
  freeze: {
    usage: '/circleci freeze 時間 理由',
    about: 'すべてのプロジェクトを、自分も含めてロックします。',
    notes: ['すべての場所で `lock` がルールで許可された人は、理由を示せば実行できます。'],
    examples: ['/circleci freeze 2h 障害対応中'],
  },
  unfreeze: {
    usage: '/circleci unfreeze [理由]',
    about: '凍結を解除します。ほかの人の凍結には理由が必要で、本人に通知されます。',
    notes: [],
    examples: ['/circleci unfreeze'],
  },
  stop: {
    usage: '/circleci stop プロジェクト[/ブランチ] [reason:"…"]',
    about: '緊急停止: 実行中のものを表示し、2人が確認するとすべてキャンセルします。',
    notes: ['コマンドだけでは何もキャンセルされません。'],
    examples: ['/circleci stop gh/acme/web', '/circleci stop web/main reason:"認証情報の誤り"'],
  },
};
