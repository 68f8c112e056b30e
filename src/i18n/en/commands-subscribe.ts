/** Help on the command that subscribes a channel. */
export const subscribeHelp = {
  subscribe: {
    usage:
      '/circleci subscribe PROJECT [branch:…] [tag:…] [workflow:…] [job:…] [author:…] [bots:out] [outcome:…] [mine:on] [mention=WHOM:…] [threads:off] [edges:off] [quiet=…] [digest=…] [budget=…] [urgent=…] [remind=…] [escalate=…] [expire=…] [reset] [--dry-run]',
    about: 'Show a project’s pipelines in this channel, one card each.',
    notes: [
      'Without filters you get what failed, what is fixed and what waits for approval on every branch, and what succeeded on the default branch.',
      'Outcomes: `failed`, `fixed`, `broken` (the first failure after a success), `success`, `canceled`, `on_hold`, or `all`, which shows a pipeline from its first sign on.',
      'Filters take several values with commas; one with a comma in it is put in quotes, `author:"Doe, Ann"`. `*` stands for anything but a `/`, `**` for anything, `!` in front leaves out, and `branch:default` is the default branch.',
      '`gh/acme/*` is every project of an organization. Subscribing again changes only what you name; `reset` starts again from the defaults. `--dry-run` only says what it would have shown.',
      '`mine:on` shows only your own pipelines. `mention=author:failed,broken` and `mention=@ada:on_hold` call people in the card’s thread; `edges:off` keeps what broke or is fixed out of the channel, `threads:off` keeps details out of threads.',
      '`quiet=22:00-07:00@Asia/Tokyo` posts nothing new then, `digest=daily@09:00@Asia/Tokyo` sends one message instead of cards, and `urgent=failed` has its card at once all the same. `budget=30` is the most cards an hour (60 when you say nothing, `budget=off` for no limit).',
      '`remind=2h,8h` says so in the card’s thread while a hold waits, `escalate=24h:@group` calls a group, and `expire=7d` cancels what is still undecided.',
    ],
    examples: [
      '/circleci subscribe web',
      '/circleci subscribe gh/acme/* branch:default outcome:broken,fixed',
      '/circleci subscribe web quiet=22:00-07:00@Asia/Tokyo urgent=broken',
      '/circleci subscribe gh/acme/web branch:!dependabot/** bots:out --dry-run',
    ],
  },
};
