import type { identities as en } from '../en/identities.ts';

export const identities: typeof en = {
  title: 'CircleCIに接続',
  submit: '接続する',
  close: 'キャンセル',
  token: 'あなたのパーソナルAPIトークン',
  tokenHint: 'CCIPAT_ で始まります。プロジェクトトークンは使えません。',
  intro: (host) =>
    `接続すると、承認や実行がCircleCIであなた自身の操作として、あなたの権限で行われます。${host} のUser Settings、Personal API Tokensでトークンを作成し、ここに貼り付けてください。暗号化して保存し、再び表示することはありません。`,
  replaces: (login) => `現在 ${login} として接続しています。新しいトークンは今のトークンと置き換わります。`,
  unreadable:
    '保存済みのトークンを復号できません。ボットの管理者が鍵を元に戻せる可能性があります。新しいトークンを登録すると、今のトークンは完全に置き換わります。',
  problems: {
    'no-token': 'トークンの形式ではありません。空白を含まない8〜500文字で入力してください。',
    'project-token': 'これはプロジェクトトークンです。パーソナルAPIトークンを入力してください。',
  },
  connected: (login) => `CircleCIに ${login} として接続しました。`,
  insteadOf: (who) =>
    `同じCircleCIユーザーとして接続していた ${who} の接続は解除されました。同時に接続できるのは1人だけです。`,
  nothingWaits: '先ほどの操作は時間切れになりました。もう一度依頼してください。',
  refused:
    'CircleCIがこのトークンを受け付けませんでした。何も保存していません。全体をコピーできているか確認して、もう一度お試しください。',
  'the-bots':
    'これはボット自身のトークンです。あなた自身の操作にならないため、保存していません。ご自身のトークンを作成してください。',
  unavailable:
    'トークンの持ち主をCircleCIに確認できなかったため、何も保存していません。しばらくしてからもう一度お試しください。',
  notOffered:
    'トークンを暗号化する鍵がないため、まだ接続できません。ボットの管理者が `ENCRYPTION_KEYS` を設定する必要があります。',
  disconnected: (login) =>
    `${login} としての接続を解除し、保存していたトークンを削除しました。ほかで使っていなければ、CircleCIでも失効させてください。`,
  notConnected: 'CircleCIに接続していません。何も変更していません。',
  pasted:
    'トークンのようです。何も実行せず、保存も記録もしていません。ただし入力内容はSlackに残る可能性があります。すぐにCircleCIでこのトークンを失効させてください。接続するには、何も付けずに `/circleci connect` と入力するとフォームが開きます。',

  connectFirst:
    'この操作には、ご自身のCircleCIトークンが必要です（ボットではなくあなたの操作になります）。まだ何も行っていません。一度接続すると、依頼した操作が自動的に続行されます。',
  connectButton: '接続する',
  nobodyCan:
    'この操作にはご自身のCircleCIトークンが必要ですが、まだ誰も接続できません。何も行っていません。ボットの管理者が `ENCRYPTION_KEYS` を設定するか、`SHARED_IDENTITY` にこの操作を指定する必要があります。',
  tokenUnreadable:
    '保存済みのCircleCIトークンを復号できません。ボットの鍵がないか、別の鍵になっています。何も行わず、何も上書きしていません。ボットの管理者に連絡してください。お急ぎの場合は `/circleci connect` で接続し直せます。',
  refusedInAction:
    'CircleCIがあなたのトークンを受け付けなくなりました（失効または期限切れ）。何も行っていません。`/circleci connect` で新しいトークンを接続し、もう一度依頼してください。',
  identityChanged:
    '処理の途中で接続状態が変わったため、別のユーザーの操作にならないよう中止しました。何も行っていません。もう一度依頼してください。',

  tokenEnds: (login, day) =>
    `CircleCIトークン（${login}）は ${day} で作成から1年になり、使えなくなります。それまでに新しいトークンを作成し、\`/circleci connect\` で接続してください。`,
  tokenRefused: (login) =>
    `CircleCIがあなたのトークン（${login}）を受け付けませんでした（失効または期限切れ）。\`/circleci connect\` で新しいトークンを接続するまで、依頼した操作は行われません。`,

  withBotsToken: (who) => `${who}（ボットのトークンで実行）`,
  youActAs: (login, since) =>
    `依頼した操作は、あなたのトークンを使い、CircleCIで ${login} として行われます（接続: ${since}）。`,
  youAreRefused:
    '前回、CircleCIがこのトークンを受け付けませんでした。`/circleci connect` で新しいトークンを接続してください。',
  youHaveNone: 'ご自身のCircleCIトークンは未接続です。接続するには `/circleci connect` と入力してください。',
  botActs: (actions) => `ボットのトークンで行える操作: ${actions}`,
  botActsNot: '未接続の人のためにボットのトークンが使われることはありません。',
  yourLanguage: (language) => `あなたへの返信は、Slackの言語設定に合わせて${language}で行います。`,
  defaultLanguage: (language) =>
    `あなたへの返信は、このボットの既定の言語である${language}で行います。Slackから言語設定を取得できませんでした。`,
  otherLanguage: (language, tag) =>
    `あなたへの返信は、このボットの既定の言語である${language}で行います。Slackの言語設定（${tag}）には対応していません。`,
};
