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
    expired:
      '時間がかかりすぎました。Slackがフォームを開くのは3秒以内に限られます。何も実行していません。もう一度ボタンを押すか、コマンドを入力してください。',
    before:
      'いまボットからSlackのWeb APIに接続できないため、ご依頼を受け付けられませんでした。何も実行していません。1分ほど後にもう一度お試しください。',
    rate_limited: 'Slackから要求の頻度を下げるよう求められています。1分ほど後にもう一度お試しください。',
    lost: 'Slackとの接続が切れました。繰り返す前に、実行されたかどうかを確認してください。',
  },
  other:
    'ボットの内部で問題が起きました。繰り返す前にカードを確認してください。続くようならボットの管理者に知らせてください。',
  restarting:
    'ボットの再起動のため、処理を完了できませんでした。CircleCIには何も変更を加えていません。1分ほど後にもう一度お試しください。',
  database: {
    before:
      'いまボットのデータベースに接続できないため、ご依頼を受け付けられませんでした。何も実行していません。1分ほど後にもう一度お試しください。',
    later:
      'いまボットのデータベースに接続できません。CircleCIには何も変更を加えていません。1分ほど後にもう一度お試しください。ボットの設定を変更した場合は、保存されたかどうかを先に確認してください。',
    stored:
      'いまボットのデータベースに接続できません。ご依頼は保存済みで、データベースが復旧したら処理を続け、結果をお知らせします。もう一度依頼する必要はありません。',
  },
  reference: (reference) => `ログの参照番号: ${reference}`,
};

const loading: (typeof en)['loading'] = {
  title: 'CircleCI',
  close: '閉じる',
  text: 'フォームを読み込んでいます。ボットのデータベースの応答が遅いため、通常より時間がかかっています。',
  failed:
    'フォームを読み込めませんでした。何も実行していません。この画面を閉じて、1分ほど後にもう一度お試しください。',
};

const slow: (typeof en)['slow'] = {
  circleci: 'CircleCIの応答が遅いため、通常より時間がかかっています。結果はここでお知らせします。',
  database:
    'ボットのデータベースの応答が遅いため、通常より時間がかかっています。結果はここでお知らせします。',
  other: '通常より時間がかかっています。結果はここでお知らせします。',
  form: 'ボットのデータベースの応答が遅いため、何も実行していません。少し待ってからもう一度送信してください。',
  over: 'ご依頼の処理が終わりました。結果はカードまたは一覧でご確認ください。',
};

export const interactions: typeof en = {
  modal,
  picker,
  trouble,
  slow,
  loading,
  statusTitle: '最新のパイプライン',
  noPipelines: '該当するパイプラインはありません。ブランチを確認するか、`/circleci run` で開始してください。',
  buttonTooOld: 'このボタンは古いバージョンのものです。最新のカードを開くか、コマンドを入力してください。',
  formTooOld: 'このフォームは古いか、別の人が開いたものです。閉じて、もう一度開いてください。',
};
