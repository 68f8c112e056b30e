import type { failures as en } from '../en/failures.ts';

export const failures: typeof en = {
  title: (workflow) => `${workflow} が失敗した理由`,
  fallback: (workflow, jobs) => `${workflow} が失敗した理由: ${jobs}`,
  moreJobs: (count) => `ほか${count}件の失敗したジョブはCircleCIでご確認ください`,
  oneMoreJob: 'ほか1件の失敗したジョブはCircleCIでご確認ください',

  step: (step) => `ステップ *${step}*`,
  exitCode: (code) => `終了コード ${code}`,
  parallelRun: (index) => `並列実行 ${index}`,
  noStep: '失敗したステップはCircleCIから示されていません',
  logUnread: 'CircleCIからログを取得できませんでした',
  noOutput: 'このステップの出力はありません。',
  outputUnread:
    'このステップの出力をCircleCIから取得できませんでした。CircleCIでジョブを開いてご確認ください。',

  testsFailed: (failed, total) => `テスト${total}件中${failed}件失敗`,
  testsFailedAtLeast: (failed, read) => `最初のテスト${read}件中${failed}件失敗`,
  testsUnread: 'テスト結果を取得できませんでした',
  testsFlaky: (count) => `うち${count}件は不安定なテスト`,
  flakyUnread: '不安定なテストの一覧を取得できませんでした。',
  flaky: (times) => `不安定なテスト: 2週間で${times}回`,
  flakyOnce: '不安定なテスト: 2週間で1回',
  moreTests: (count) => `ほか${count}件`,

  artifacts: (list) => `アーティファクト: ${list}`,
  allArtifacts: (count) => `全${count}件`,
  artifactsUnread: 'アーティファクトの一覧を取得できませんでした。',

  since: (first, green) => `${first} から失敗しています。最後の成功: ${green}`,
  sameCommit: (first, green) =>
    `${first} で失敗したコミットは ${green} では成功しています。原因はコードの外にあるかもしれません。`,
  undecided: (count) => `その間の${count}回の実行は結果が出ていません。`,
  undecidedOne: 'その間の1回の実行は結果が出ていません。',
  noGreen: (count) => `このブランチのこれより前の${count}回の実行に、成功したものはありません。`,
  firstOnBranch: 'このブランチの最初の実行です。',
  originUnread: 'いつから失敗しているかを取得できませんでした。',
  thisRun: '今回の実行',

  masked: '秘密の値はボットが判別できる範囲で伏せています。',
  log: 'ログ全体',
  logNamed: (plainJob) => `${plainJob} のログ全体`,
  logTitle: (plainJob) => `${plainJob} のログをここに載せますか？`,
  logText: (plainJob) =>
    `「${plainJob}」の失敗したステップの出力をファイルとしてこのスレッドに載せます。このチャンネルを見られる全員が読めます。秘密の値はボットが判別できる範囲で伏せます。`,
  logConfirm: 'ここに載せる',
  ssh: 'SSH付きで再実行',
  sshNamed: (plainJob) => `${plainJob} をSSH付きで再実行`,
  sshTitle: (plainJob) => `${plainJob} をSSH付きで再実行しますか？`,
  sshText: (plainJob) =>
    `ジョブ「${plainJob}」をもう一度実行し、SSHで接続できるようにします。使えるのはボット自身のCircleCIユーザーのSSH鍵です。終わるまでクレジットを消費します。`,
  sshConfirm: 'SSH付きで再実行',

  sshStarted:
    'SSH付きの再実行を開始しました。接続方法はCircleCIのジョブの「Enable SSH」ステップに表示されます。使えるのはボットのCircleCIユーザーのSSH鍵です。',
  file: {
    title: (plainJob) => `${plainJob} のログ`,
    head: (plainPipeline, plainJob) => `${plainPipeline}、ジョブ ${plainJob}`,
    note: '失敗したステップのみです。秘密の値はボットが判別できる範囲で伏せています。',
    step: (plainStep) => `ステップ: ${plainStep}`,
    cut: '出力が長いため先頭を省いています。全体はCircleCIにあります。',
    unread: 'このステップの出力をCircleCIから取得できませんでした。',
    empty: 'このステップの出力はありません。',
    more: (count) => `ほか${count}件の失敗したステップはこのファイルにありません。`,
  },
  logOutcome: {
    gone: 'このジョブのカードがこのチャンネルにもうないため、ログを載せるスレッドがありません。CircleCIでジョブを開いてください。',
    already:
      'このログはたった今ほかの人が求めました。このスレッドにあるか、まもなく載ります。載らない場合は10分後にもう一度お試しください。',
    noLog:
      'このジョブのログをCircleCIから取得できず、何も載せていません。CircleCIでジョブを開くか、1分ほど待ってからもう一度お試しください。',
    noScope:
      'ボットはSlackにファイルを載せられません。アプリに `files:write` スコープがありません。ボットの管理者が追加して、アプリを再インストールする必要があります。それまではCircleCIでジョブを開いてください。',
    lost: 'Slackがファイルを受け取ったか確認できませんでした。もう一度求める前にスレッドをご確認ください。',
  },
};
