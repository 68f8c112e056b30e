import type { commands as en } from '../en/commands.ts';
import { approvalHelp } from './commands-approvals.ts';
import { governedHelp } from './commands-governed.ts';
import { lockHelp } from './commands-locks.ts';
import { subscribeHelp } from './commands-subscribe.ts';
import { timingMistakes } from './digests.ts';
import { running } from './running.ts';
import { typedMistakes } from './typed.ts';
import { waitingMistakes } from './waiting.ts';

const help: (typeof en)['help'] = {
  run: {
    usage:
      '/circleci run [プロジェクト | プリセット] [ブランチ | branch:名前 | tag:名前] [definition:名前] [キー=値 …]',
    about: 'パイプラインを開始します。何も付けないとフォームが開きます。',
    notes: [
      '最初の語はプロジェクトです。`gh/org/repo`、CircleCIのリンク、または短い名前で指定します。チャンネルに既定のプロジェクトがあれば省略できます。',
      '続く語はブランチです。タグは `tag:v1.2.0`、プロジェクトと同じ名前のブランチは `branch:web` と書きます。',
      '`キー=値` はパイプラインのパラメーターです。`true` と `false` は真偽値、整数は数値になり、引用符で囲むと文字列のままになります。JSONはそのまま書けます: `services=["api","web"]`',
    ],
    examples: [
      '/circleci run',
      '/circleci run web main',
      '/circleci run gh/acme/web tag:v1.2.0 deploy=true note="two words"',
    ],
  },
  status: {
    usage: '/circleci status [プロジェクト | リンク] [ブランチ]',
    about: '最新のパイプライン、またはリンク先のパイプラインを表示します。',
    notes: [
      'プロジェクトを省くと、チャンネルの既定のプロジェクト、なければこのチャンネルのカードを対象にします。',
    ],
    examples: ['/circleci status', '/circleci status web main'],
  },
  approve: {
    usage: '/circleci approve [リンク | #番号]',
    about: '承認待ちのパイプラインを先に進めます。',
    notes: [
      'リンクを省くと、このチャンネルで承認を待っているものが対象です。複数あるときは一覧から選べます。',
      'ワークフロー、ジョブ、パイプラインのリンク、またはパイプラインの番号で指定できます。',
      'ルールで複数人の承認が必要な場合は一人分として数え、最後の承認で先へ進みます。',
    ],
    examples: ['/circleci approve', '/circleci approve #128 reason:"ステージングで確認済み"'],
  },
  rerun: {
    usage: '/circleci rerun [リンク | #番号] [--failed | --jobs]',
    about:
      'ワークフローを再実行します。`--failed` を付けると失敗したジョブから、`--jobs` を付けると選んだジョブを再実行します。',
    notes: [
      'リンクを省くと、このチャンネルで終了したワークフローが対象です。複数あるときは一覧から選べます。',
    ],
    examples: ['/circleci rerun --failed', '/circleci rerun #128'],
  },
  cancel: {
    usage: '/circleci cancel [リンク | #番号]',
    about: '実行中または待機中のワークフローをキャンセルします。',
    notes: [
      'リンクを省くと、このチャンネルで実行中のワークフローが対象です。複数あるときは一覧から選べます。',
    ],
    examples: ['/circleci cancel', '/circleci cancel #128'],
  },
  ...subscribeHelp,
  unsubscribe: {
    usage: '/circleci unsubscribe プロジェクト',
    about: 'プロジェクトのパイプラインをこのチャンネルに表示しないようにします。',
    notes: [],
    examples: ['/circleci unsubscribe web'],
  },
  subscriptions: {
    usage: '/circleci subscriptions',
    about: 'このチャンネルの購読を一覧表示します。',
    notes: [],
    examples: ['/circleci subscriptions'],
  },
  explain: {
    usage: '/circleci explain [リンク | #番号]',
    about: 'パイプラインのカードがこのチャンネルにある理由、またはない理由を表示します。',
    notes: ['チャンネルの購読ごとに、どの条件に合い、どの条件に合わないかを表示します。'],
    examples: ['/circleci explain #128'],
  },
  use: {
    usage: '/circleci use [プロジェクト] [language:en|ja]',
    about: 'このチャンネルの既定のプロジェクトとカードの言語を設定します。',
    notes: ['何も付けないと現在の設定を表示します。'],
    examples: ['/circleci use gh/acme/web', '/circleci use language:ja'],
  },
  link: {
    usage: '/circleci link [ログイン名 | メールアドレス]',
    about: 'コミットのログイン名やメールアドレスを自分のものとして登録します。',
    notes: [
      '登録できるのはご自身のものだけです。Slack のメールアドレスと同じなら確認済み、ログイン名は本人の申告として表示します。',
      '何も付けなければ、現在の登録を表示します。',
    ],
    examples: ['/circleci link', '/circleci link ada-quill'],
  },
  unlink: {
    usage: '/circleci unlink [ログイン名 | メールアドレス]',
    about: '登録を解除します。何も付けなければ、すべて解除します。',
    notes: [],
    examples: ['/circleci unlink ada-quill'],
  },
  whoami: {
    usage: '/circleci whoami',
    about: 'ボットから見たあなたと、CircleCIから見たボットを表示します。',
    notes: [],
    examples: ['/circleci whoami'],
  },
  health: {
    usage: '/circleci health [resend]',
    about: 'カードがどれだけ速く確実にSlackへ届いているかを表示します。',
    notes: [
      '直近1時間と24時間の配信、遅延、補修、失敗の件数と、かかった時間です。',
      '`resend` を付けると、5回の試行で届かなかったものを再送します。二度実行しても二重には送られません。',
    ],
    examples: ['/circleci health', '/circleci health resend'],
  },
  ...approvalHelp,
  ...governedHelp,
  ...running.help,
  ...lockHelp,
  help: {
    usage: '/circleci help [コマンド]',
    about: 'この一覧、またはコマンドの詳しい説明を表示します。',
    notes: [],
    examples: ['/circleci help', '/circleci help run'],
  },
};

const mistakes: (typeof en)['mistakes'] = {
  ...timingMistakes,
  ...typedMistakes,
  ...waitingMistakes,
  'unknown-command': (word) => `${word} というコマンドはありません。`,
  'unexpected-word': (word) => `${word} の意味がここでは分かりません。何も実行していません。`,
  'unknown-option': (word) => `${word} というオプションはありません。何も実行していません。`,
  'project-missing': () =>
    'どのプロジェクトでしょうか。このチャンネルには既定のプロジェクトがありません。プロジェクトを書くか、`/circleci use プロジェクト` で設定してください。',
  'project-unknown': (word) =>
    `${word} というプロジェクトは見つかりません。\`gh/org/repo\` の形で書くか、CircleCIのリンクを貼ってください。新しいプロジェクトの場合は、ボットのCircleCIユーザーから見えるか確認してください。`,
  'project-ambiguous': (word) => `${word} という名前のプロジェクトが複数あります。省略せずに書いてください。`,
  'not-a-circleci-link': (word) => `${word} はCircleCIのリンクとして読み取れません。`,
  'not-a-target': (word) =>
    `${word} はCircleCIのリンクでもパイプラインの番号でもありません。何も実行していません。`,
  'link-not-found': (word) =>
    `${word} の指すものがCircleCIに存在しないか、ボットのCircleCIユーザーからは見えません。`,
  'number-not-found': (word) =>
    `${word} のパイプラインが、このチャンネルのカードにも既定のプロジェクトにも見つかりません。リンクを貼って指定してください。`,
  'two-refs': (first, second) =>
    `${first} と ${second} の両方が指定されていますが、1回に実行できるのは1つです。何も開始していません。`,
  'empty-value': (word) => `${word} の後に値がありません。記号の後に空白を入れずに書いてください。`,
  'parameter-without-key': (word) => `${word} には \`=\` の前の名前がありません。何も開始していません。`,
  'parameter-repeated': (key) => `${key} が2回指定されています。何も開始していません。`,
  'parameter-key-too-long': (key, max) =>
    `名前 ${key} が長すぎます。CircleCIが受け付けるのは${max}文字までです。何も開始していません。`,
  'parameter-value-too-long': (key, max) =>
    `${key} の値が長すぎます。CircleCIが受け付けるのは${max}文字までです。何も開始していません。`,
  'too-many-parameters': (max) =>
    `パラメーターが多すぎます。CircleCIが受け付けるのは${max}個までです。何も開始していません。`,
  'unknown-filter': (word) =>
    `${word} という条件はありません。使えるのは \`branch:\`、\`tag:\`、\`workflow:\`、\`job:\`、\`author:\`、\`bots:\`、\`outcome:\`、\`mine:\`、\`mention:\`、\`threads:\`、\`edges:\`、\`quiet=\`、\`digest=\`、\`budget=\`、\`urgent=\`、\`remind=\`、\`escalate=\`、\`expire=\` です。何も変更していません。`,
  'unknown-outcome': (word) =>
    `${word} という結果はありません。使えるのは \`failed\`、\`fixed\`、\`broken\`、\`success\`、\`canceled\`、\`on_hold\`、\`all\` です。何も変更していません。`,
  'unknown-bots': (word) =>
    `${word} はボットの扱いを表しません。使えるのは \`bots:in\` と \`bots:out\` です。何も変更していません。`,
  'unknown-switch': (word) => `${word} は on でも off でもありません。何も変更していません。`,
  'unknown-person': (word) =>
    `${word} にはメンションできません。名前は誰でも名乗れるためです。\`author\` と書くか、\`@\` の後に Slack が示す人やグループを選んでください。選んだ場合は、ボットの運用者がコマンドの「Escape channels, users, and links」を有効にする必要があります。何も変更していません。`,
  'not-an-identity': (word) => `${word} はログイン名でもメールアドレスでもありません。何も変更していません。`,
  'project-glob': (word) =>
    `${word} では組織が分かりません。ワイルドカードを使えるのはプロジェクトの最後の部分だけです。何も変更していません。`,
  'too-many-patterns': (key, max) =>
    `${key} に書けるのは${max}個まで、1個255文字までです。何も変更していません。`,
  'unknown-language': (word) =>
    `${word} には対応していません。使えるのは \`en\`（English）と \`ja\`（日本語）です。何も変更していません。`,
  'link-missing': () =>
    'どのパイプラインでしょうか。このチャンネルにはまだカードがないため、CircleCIのリンクを貼ってください: `/circleci explain リンク`',
  'needs-channel': () => 'この操作はチャンネルで行います。対象のチャンネルを開いて入力してください。',
};

export const commands: typeof en = {
  help,
  helpTitle: '使えるコマンド',
  helpMore: '詳しい説明: `/circleci help run`',
  usage: '書き方:',
  examples: '例:',
  mistakes,
  didYouMean: (forms) => `もしかして: ${forms}`,
  or: ' または ',
  noCardHere:
    'このチャンネルには書き込めないため、カードは表示されません。`/invite` で私を招待するか、`/circleci status リンク` で確認してください。',
  takenForBranch: (word, project) =>
    `${word} を ${project} のブランチと解釈しました。プロジェクトの場合は \`gh/org/repo\` の形で書いてください。`,
  nothingToApprove:
    'ここで承認を待っているものはありません。心当たりがあれば、ワークフローのリンクを貼ってください: `/circleci approve リンク`',
  nothingWaitsIn: (what) => `${what} に承認を待っているものはありません。`,
  nothingToCancel:
    'ここで実行中または待機中のものはありません。ほかのものをキャンセルするにはリンクを貼ってください: `/circleci cancel リンク`',
  nothingToRerun:
    'ここに再実行できる終了済みのワークフローはありません。ほかのものはリンクを貼ってください: `/circleci rerun リンク`',
  nothingFailed:
    'ここに失敗したワークフローはありません。ほかのものはリンクを貼ってください: `/circleci rerun リンク --failed`',
  subscribed: (project) => `このチャンネルに ${project} のパイプラインを表示します。`,
  webhookMissing: (project, url) =>
    `${project} についての通知をCircleCIからまだ受け取っていません。プロジェクトの管理者がCircleCIのProject Settings → Webhooksで、URLに ${url}、イベントに両方、シークレットにこのボットの設定値を入れてWebhookを追加する必要があります。`,
  webhookPath: (path) => `このボットのアドレスの ${path}`,
  unsubscribed: (project) => `このチャンネルに ${project} のパイプラインを表示しないようにしました。`,
  notSubscribed: (project) => `このチャンネルは ${project} を購読していません。何も変更していません。`,
  subscribedTo: (list) => `購読中: ${list}`,
  noSubscriptions: 'このチャンネルの購読はありません。`/circleci subscribe プロジェクト` で追加できます。',
  subscriptionsTitle: 'このチャンネルの購読',
  filterTags: (patterns) => `タグ ${patterns}`,
  filterJobs: (patterns) => `ジョブ ${patterns}`,
  filterAuthors: (patterns) => `作成者 ${patterns}`,
  filterNoBots: 'ボットを除く',
  filterUsual: '失敗・復旧・承認待ちと、既定のブランチの成功',
  filterBranches: (patterns) => `ブランチ ${patterns}`,
  filterWorkflows: (patterns) => `ワークフロー ${patterns}`,
  filterOutcomes: (outcomes) => `${outcomes} のみ`,
  everything: 'すべて',
  unsubscribeWith: (form) => `解除するには ${form}`,
  defaultProjectIs: (project) => `このチャンネルの既定のプロジェクトは ${project} です。`,
  noDefaultProject:
    'このチャンネルには既定のプロジェクトがありません。`/circleci use プロジェクト` で設定できます。',
  languageIs: (language) => `このチャンネルのカードは${language}で表示します。`,
  languages: { en: '英語', ja: '日本語' },
  youAre: (mention, id) => `Slackでのあなたは ${mention}（${id}）です。`,
  botIs: (login, name, host) =>
    `ボット自身は ${host} では ${login}（${name}）です。ボットのトークンで行った操作はCircleCIにはその名前で表示され、カードと監査ログにはあなたの名前が残ります。`,
  botUnknown: 'CircleCIでのボットのユーザーを、いまは確認できませんでした。',
};
