import type { interactions as en } from '../en/interactions.ts';

const modal: (typeof en)['modal'] = {
  title: 'パイプラインの実行',
  submit: '実行',
  close: 'キャンセル',
  project: 'プロジェクト',
  projectPlaceholder: '名前の一部を入力',
  ref: 'ブランチまたはタグ',
  refPlaceholder: '既定のブランチ',
  refHint: '空のままだと既定のブランチで実行します。一覧にないブランチも入力できます。',
  parameters: 'パラメーター',
  parametersPlaceholder: 'deploy=true',
  parametersHint: 'プロジェクトの設定で宣言されたものを、1行に1つ キー=値 の形で書きます。',
  refOfBranch: (name) => `ブランチ ${name}`,
  refOfTag: (name) => `タグ ${name}`,
  typedBranch: (name) => `ブランチ「${name}」を使う`,
  typedTag: (name) => `タグ「${name}」を使う`,
  typedProject: (name) => `「${name}」を使う`,
  projectMissing: 'プロジェクトを選んでください。',
  projectUnknown: 'このプロジェクトはCircleCIに存在しないか、ボットから見えません。',
  refUnknown: 'このブランチまたはタグは一覧からなくなりました。選び直してください。',
  parameterLine: (line, problem) => `${line}行目: ${problem}`,
  lineWithoutSign: 'キー=値 の形で書いてください。',
};

const picker: (typeof en)['picker'] = {
  approve: '承認待ちが複数あります。どれを承認しますか。',
  reject: '承認待ちが複数あります。どれを却下しますか。',
  cancel: '実行中または待機中のワークフローが複数あります。どれをキャンセルしますか。',
  rerun: '再実行できるワークフローが複数あります。どれを再実行しますか。',
  rerunFailed: '失敗したワークフローが複数あります。どれを失敗したジョブから再実行しますか。',
  approveButton: '承認',
  rejectButton: '却下',
  cancelButton: 'ワークフローをキャンセル',
  rerunButton: '再実行',
  more: (count) => `ほかに${count}件あります。コマンドにリンクを付けて指定してください。`,
  holdOf: (hold, workflow) => `*${hold}*（ワークフロー ${workflow}）`,
  workflowIs: (workflow, status) => `ワークフロー *${workflow}*: ${status}`,
};

const trouble: (typeof en)['trouble'] = {
  circleci: {
    unauthorized:
      'CircleCIがボットのトークンを受け付けません。何も実行していません。ボットの管理者が新しいトークンを設定する必要があります。',
    not_found:
      'CircleCIに存在しないか、ボットのCircleCIユーザーからは見えません。名前またはリンクを確認してください。',
    invalid_request: 'CircleCIがこの要求を受け付けませんでした。',
    conflict: 'CircleCIでは別の処理が進行中です。状態を確認してから、もう一度お試しください。',
    rate_limited: 'CircleCIから要求の頻度を下げるよう求められています。1分ほど後にもう一度お試しください。',
    unavailable: 'いまCircleCIに接続できません。1分ほど後にもう一度お試しください。',
    timeout: 'CircleCIの応答に時間がかかりすぎました。1分ほど後にもう一度お試しください。',
    unexpected_response:
      'CircleCIの応答を読み取れませんでした。もう一度お試しください。続くようならボットの管理者に知らせてください。',
    not_on_this_host: 'このCircleCI Serverでは、その操作に必要な機能を利用できません。',
  },
  itSays: (message) => `CircleCIからのメッセージ:\n${message}`,
  maybeDone: '実行された可能性もあります。繰り返す前にCircleCIで確認してください。',
  slack: {
    refused:
      'ボットが表示しようとした内容をSlackが受け付けませんでした。もう一度お試しください。続くようならボットの管理者に知らせてください。',
    expired: '時間がかかりすぎたため、Slackでフォームを開けません。もう一度コマンドを入力してください。',
    rate_limited: 'Slackから要求の頻度を下げるよう求められています。1分ほど後にもう一度お試しください。',
    lost: 'Slackとの接続が切れました。繰り返す前に、実行されたかどうかを確認してください。',
  },
  other:
    'ボットの内部で問題が起きました。繰り返す前にカードを確認してください。続くようならボットの管理者に知らせてください。',
  reference: (reference) => `ログの参照番号: ${reference}`,
};

export const interactions: typeof en = {
  modal,
  picker,
  trouble,
  statusTitle: '最新のパイプライン',
  noPipelines: '該当するパイプラインはありません。ブランチを確認するか、`/circleci run` で開始してください。',
  buttonTooOld: 'このボタンは古いバージョンのものです。最新のカードを開くか、コマンドを入力してください。',
};
