import type { subscribeHelp as en } from '../en/commands-subscribe.ts';

export const subscribeHelp: typeof en = {
  subscribe: {
    usage:
      '/circleci subscribe プロジェクト [branch:…] [tag:…] [workflow:…] [job:…] [author:…] [bots:out] [outcome:…] [mine:on] [mention=相手:…] [threads:off] [edges:off] [quiet=…] [digest=…] [budget=…] [urgent=…] [remind=…] [escalate=…] [expire=…] [reset] [--dry-run]',
    about: 'プロジェクトのパイプラインを、1件につき1枚のカードでこのチャンネルに表示します。',
    notes: [
      '条件がなければ、全ブランチの失敗、復旧、承認待ちと、既定のブランチの成功を表示します。',
      '結果: `failed`、`fixed`、`broken`（成功の後の最初の失敗）、`success`、`canceled`、`on_hold`、または開始直後から表示する `all`。',
      '条件はカンマ区切りで複数書けます。カンマを含む値は引用符で囲みます: `author:"Doe, Ann"`。`*` は `/` 以外、`**` はすべてに一致し、先頭の `!` は除外です。`branch:default` は既定のブランチです。',
      '`gh/acme/*` は組織の全プロジェクトです。もう一度登録すると、書いた項目だけが変わります。`reset` を付けると既定の設定からやり直します。`--dry-run` は表示されるはずだった件数だけを答えます。',
      '`mine:on` は自分のパイプラインだけを表示します。`mention=author:failed,broken` や `mention=@ada:on_hold` はカードのスレッドでメンションします。`edges:off` は新たな失敗と復旧をチャンネルに出さず、`threads:off` はスレッドに詳細を書きません。',
      '`quiet=22:00-07:00@Asia/Tokyo` はその時間の投稿を止め、`digest=daily@09:00@Asia/Tokyo` はカードの代わりにまとめを送り、`urgent=failed` はどちらの場合もすぐに表示します。`budget=30` は1時間のカードを制限します（指定がなければ60、`budget=off` で無制限）。',
      '`remind=2h,8h` は承認待ちが続くとカードのスレッドでお知らせし、`escalate=24h:@group` はグループを呼び出し、`expire=7d` は判断されなかったものをキャンセルします。',
    ],
    examples: [
      '/circleci subscribe web',
      '/circleci subscribe gh/acme/* branch:default outcome:broken,fixed',
      '/circleci subscribe web quiet=22:00-07:00@Asia/Tokyo urgent=broken',
      '/circleci subscribe gh/acme/web branch:!dependabot/** bots:out --dry-run',
    ],
  },
};
