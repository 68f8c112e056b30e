import type { governedHelp as en } from '../en/commands-governed.ts';

export const governedHelp: typeof en = {
  approvals: {
    usage: '/circleci approvals',
    about: 'あなたの承認を待っているものを、古い順に一覧で表示します。',
    notes: [
      '表示されるのはあなただけです。あなたが承認でき、参加しているチャンネルにカードがあるものが対象です。ホームタブにも同じ一覧があります。',
    ],
    examples: ['/circleci approvals'],
  },
  can: {
    usage: '/circleci can @メンバー 操作 [リンク | #番号 | プロジェクト [ブランチ]]',
    about: '誰が何を行えるかを、ルールごとに説明します。',
    notes: [
      '操作: `run`、`approve`、`rerun`、`rerun_ssh`、`cancel`、`subscribe`、`audit`、`lock`、`stop`。何も実行しません。',
    ],
    examples: ['/circleci can @ada run web main', '/circleci can @ada approve #128'],
  },
  connect: {
    usage: '/circleci connect',
    about: 'ご自身のCircleCIトークンを接続し、操作があなた自身として行われるようにします。',
    notes: ['トークンを入力するフォームが開きます。コマンドの後ろにトークンを入力しないでください。'],
    examples: ['/circleci connect'],
  },
  disconnect: {
    usage: '/circleci disconnect',
    about: 'ボットに保存されたご自身のCircleCIトークンを削除します。',
    notes: [],
    examples: ['/circleci disconnect'],
  },
  audit: {
    usage: '/circleci audit [@メンバー] [プロジェクト] [action:名前] [since:7d | since:2026-11-01]',
    about: '依頼された操作と、許可・拒否の判断、その結果を表示します。',
    notes: [
      '表示されるのはご自身の操作です。ほかの人の操作は、`audit` がルールで許可された人だけが確認できます。',
    ],
    examples: ['/circleci audit since:7d', '/circleci audit gh/acme/web action:approve'],
  },
};
