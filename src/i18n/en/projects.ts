/** What channels are told about the projects that they show. */
export const projects = {
  renamed: (from: string, to: string) =>
    `🏷️ ${from} was renamed to ${to} in CircleCI. Subscriptions, locks and presets now use the new name.`,
  gone: (project: string) =>
    `⚠️ CircleCI no longer has ${project}, or the bot's token can't see it any longer. Check the project in CircleCI, or remove it here with \`/circleci unsubscribe PROJECT\`.`,
};
