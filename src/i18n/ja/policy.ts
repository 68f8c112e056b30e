import type { policy as en } from '../en/policy.ts';

export const policy: typeof en = {
  deniedBy: (rule) => `ルール *${rule}* で禁止されています。何も行っていません。`,
  notAllowed:
    'この操作を許可するルールがないため、何も行っていません。ご自身を指定した `/circleci can` でルールごとの判断を確認できます。ルールはボットの管理者が管理しています。',
  almostAllowed: '条件を満たしていないため、何も行っていません。許可される条件:',
  obstacles: {
    action: '別の操作のルール',
    project: '別のプロジェクトのルール',
    branch: '別のブランチのルール',
    tag: '別のタグのルール',
    workflow: '別のワークフローのルール',
    job: '別のジョブのルール',
    channel: '別のチャンネルのルール',
    who: '別の人のルール',
    'groups-unknown': 'ルールのグループのメンバーをSlackで確認できません',
    window: '許可された時間外です',
    linked: 'ご自身のCircleCIトークンが必要です: `/circleci connect`',
    starter: '開始した本人には許可されません（開始者が確認できる必要があります）',
    reason:
      '理由が必要です。コマンドに `reason:"…"` を付けてください。*承認* ボタンでは入力フォームが開きます',
    approvers: '必要な人数の承認がそろっていません（取り消された可能性もあります）',
    confirm: 'いまの内容での確認が必要です。もう一度依頼してください',
  },
  asked: (who, action, where) =>
    `${who} は ${where === '' ? '' : `${where} に対して `}${action} を行えますか？`,
  allowedBy: (rule) => `はい。ルール *${rule}* で許可されています。`,
  noPolicy: 'ルールのファイルはありません。CircleCIで許可されている操作は誰でも行えます。',
  identity: {
    linked: '本人のトークンで実行されます。',
    shared: 'ボットのトークンで実行されます。',
    none: '先に本人のトークンを接続する必要があります。',
  },
  applies: { allow: '許可', deny: '禁止' },
  line: (line) => `${line}行目`,
  otherRules: (count) => `ほかに、関係のないルールが${count}件`,
  whatAction: (actions) => `どの操作ですか？ 指定できるのは ${actions} です。`,
  whoAbout: '誰についてですか？ メンションで指定してください: `/circleci can @メンバー approve リンク`',
  nothingThere: '対象になるものが見つかりません。',
};
