import type { buttons as en } from '../en/buttons.ts';

export const buttons: typeof en = {
  approve: '承認',
  approveNamed: (plainHold) => `${plainHold} を承認`,
  cancelWorkflow: 'ワークフローをキャンセル…',
  cancelNamed: (plainWorkflow) => `ワークフロー ${plainWorkflow} をキャンセル`,
  rerun: '失敗したところから再実行',
  why: '表示の理由',
  notNow: 'やめておく',
  pipeline: (plainName, plainRef, plainSubject) => {
    const details = [plainRef, plainSubject === '' ? '' : `「${plainSubject}」`].filter(
      (part) => part !== '',
    );
    return details.length === 0 ? plainName : `${plainName}（${details.join('、')}）`;
  },
  approveTitle: (plainHold) => `${plainHold} を承認しますか？`,
  approveText: (plainWorkflow, plainPipeline) =>
    `${plainPipeline}のワークフロー「${plainWorkflow}」が、この承認を待っている処理へ進みます。`,
  cancelTitle: (plainWorkflow) => `ワークフロー ${plainWorkflow} をキャンセルしますか？`,
  cancelText: (plainWorkflow, plainPipeline) =>
    `${plainPipeline}のワークフロー「${plainWorkflow}」全体が終わります。実行中と待機中のジョブもすべて止まります。`,
  cancelConfirm: 'ワークフローをキャンセル',
  rerunTitle: (plainWorkflow) => `${plainWorkflow} を再実行しますか？`,
  rerunText: (plainWorkflow, plainPipeline) =>
    `${plainPipeline}のワークフロー「${plainWorkflow}」を失敗したジョブから再実行します。成功したジョブの結果はそのまま使われます。`,
  rerunConfirm: '再実行',
};
