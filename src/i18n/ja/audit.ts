import type { audit as en } from '../en/audit.ts';

export const audit: typeof en = {
  yours: 'あなたの操作（新しい順）',
  everyones: '操作の記録（新しい順）',
  more: '（ほかにもあります。`since:`、`action:`、プロジェクトで絞り込めます）',
  nothing: '条件に合う監査ログはありません。',
  onlyYours:
    'ご自身の操作だけを確認できます。ほかの人の操作を見るには、`audit` を許可するルールが必要です。ボットの管理者に依頼してください。',
  notATime: (word) =>
    `${word} は期間として読み取れません。\`since:7d\`、\`since:12h\`、または \`since:2026-11-01\` のように指定してください。`,
  events: {
    allowed: '依頼',
    denied: '拒否',
    confirmed: '完了',
    failed: '失敗',
    unknown: '未確認',
  },
  asBot: 'ボットのトークンで実行',
  asPerson: '本人のトークンで実行',
  rule: (rule) => `ルール: ${rule}`,
  reason: (reason) => `理由: ${reason}`,
  answered: (status) => `CircleCI: ${status}`,
};
