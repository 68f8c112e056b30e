import type { home as en } from '../en/home.ts';

export const home: typeof en = {
  title: 'CircleCI',
  connected: (login, host) => `ボットは ${host} で ${login} として操作します。`,
  notConnected:
    'いまボットのトークンでCircleCIに接続できません。カードの内容が古い可能性があります。ボットの管理者にお知らせください。',
  hint: 'チャンネルで `/circleci run` と入力するとパイプラインを開始できます。使い方は `/circleci help` でご覧ください。',
  waiting: '承認待ち',
  nothingWaits: '承認待ちのものはありません。',
  waitingIn: (hold, workflow) => `${workflow} の *${hold}*`,
  recent: '最近のパイプライン',
  noRecent: 'パイプラインはまだありません。',
  startedByYou: 'あなたが開始',
  subscriptions: 'あなたが設定した購読',
  noSubscriptions:
    'あなたが設定した購読はまだありません。チャンネルで `/circleci subscribe PROJECT` と入力してください。そのチャンネルの購読は `/circleci subscriptions` で一覧できます。',
  subscription: (channel, project) => `${channel}: ${project}`,
  more: (count) => `ほか${count}件`,
  webhook: (url) => `CircleCIのWebhookの送信先: ${url}`,
};
