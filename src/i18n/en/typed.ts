/** What is not clear about what was typed: quotes, lists, patterns, mentions. Arguments come in as code spans. */
export const typedMistakes = {
  'unclosed-quote': (rest: string) =>
    `A quotation mark is opened and never closed: ${rest} Nothing was done. Close it, or put all of the value in the other kind of quotes.`,
  'quote-within': (word: string) =>
    `It is not clear what belongs to ${word}, because quotes count only around a whole word or a whole value. Nothing was done. Put all of the value in quotes, single ones if it has double ones in it.`,
  'unclosed-bracket': (rest: string) =>
    `A bracket is opened and never closed: ${rest} Nothing was done. Close it, or put all of the value in quotes.`,
  'curly-json': (word: string) =>
    `${word} has curly quotation marks where JSON has straight ones; keyboards and Slack replace them. Nothing was started. Copy the form below, or put the value in single quotes if it is meant like this.`,
  'pattern-regex': (pattern: string) =>
    `${pattern} looks like a regular expression and matches nothing. Patterns here are globs: \`*\` stands for anything but a \`/\`, \`**\` for anything, \`?\` for one character, \`[ab]\` for one of several. Nothing was changed.`,
  'pattern-git': (pattern: string) =>
    `${pattern} can match nothing: git allows no branch or tag with such a name. Nothing was changed.`,
  'pattern-padded': (pattern: string) =>
    `${pattern} can match nothing: it has a space at an end or a character that cannot be seen. Nothing was changed.`,
  'pattern-contradiction': (pattern: string) =>
    `${pattern} can match nothing: the same list leaves it out with \`!\`. Nothing was changed.`,
  'ref-name': (name: string) =>
    `${name} cannot be the name of a branch or a tag: git does not allow it. Nothing was done.`,
  'author-mention': (word: string) =>
    `${word} is a person in Slack, and \`author:\` compares names as CircleCI shows them. Write such a name, or \`mine:on\` for your own pipelines. Nothing was changed.`,
  'not-a-person': (word: string) =>
    `${word} does not say who is meant: anybody can have any name. Choose the person as Slack offers them after \`@\`. If you did, the administrator of this bot has to turn on “Escape channels, users, and links” for its command. Nothing was done.`,
  'a-group': (word: string) =>
    `${word} is a group or everyone, and one person is needed here. Nothing was done.`,
  'a-person': (word: string) => `${word} is a person or a group, which means nothing here. Nothing was done.`,
  'a-channel': (word: string) =>
    `${word} is a channel, and a project or a person is needed here. Nothing was done. A project is written as \`gh/org/repo\`.`,
};
