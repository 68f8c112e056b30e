import type { approvalHelp as en } from '../en/commands-approvals.ts';

export const approvalHelp: typeof en = {
  reject: {
    usage: '/circleci reject [リンク | #番号] [理由]',
    about: '承認待ちを理由とともに却下します。',
    notes: [
      '承認できる人は却下もできます。一人で十分です。理由を書かない場合はフォームが開きます。',
      'CircleCIではワークフロー全体がキャンセルされます。設定により、この承認だけをキャンセルすることもできます。',
    ],
    examples: ['/circleci reject #128 ステージングのテストが失敗', '/circleci reject'],
  },
  withdraw: {
    usage: '/circleci withdraw [リンク | #番号]',
    about: 'ほかの人の承認を待つ間に、ご自身の承認を取り消します。',
    notes: ['代理の人があなたの代わりに行った承認も取り消せます。'],
    examples: ['/circleci withdraw', '/circleci withdraw #128'],
  },
  delegate: {
    usage: '/circleci delegate [@メンバー 期間 [理由] | off]',
    about: '期間を決めて、ほかの人に承認を任せます。',
    notes: [
      '期間は `30m`、`4h`、`2d` のように書きます。期間が過ぎると自動で終了します。さらに別の人へ任せることはできず、一つの権限として一度だけ数えます。',
    ],
    examples: ['/circleci delegate @ben 4h 通院のため', '/circleci delegate off', '/circleci delegate'],
  },
};
