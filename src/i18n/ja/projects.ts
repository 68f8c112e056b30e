import type { projects as en } from '../en/projects.ts';

/** What channels are told about the projects that they show. */
export const projects: typeof en = {
  renamed: (from, to) =>
    `🏷️ CircleCI で ${from} の名前が ${to} に変わりました。通知の登録、ロック、プリセットは新しい名前に引き継がれます。`,
  gone: (project) =>
    `⚠️ CircleCI に ${project} が見つかりません。削除されたか、ボットのトークンでは参照できなくなっています。CircleCI でプロジェクトを確認するか、\`/circleci unsubscribe プロジェクト\` で登録を解除してください。`,
};
