import type { trouble as en } from '../en/trouble.ts';

export const trouble: typeof en = {
  problems: (pipeline, quoted) =>
    `CircleCIは実行を受け付けましたが、開始できませんでした。パイプライン ${pipeline}:\n${quoted}\n何も実行されていません。原因を直してから、もう一度 \`/circleci run\` で開始してください。`,
  problemsSilently: (pipeline) =>
    `CircleCIは実行を受け付けましたが、理由を示さずに中止しました。パイプライン ${pipeline} では何も実行されていません。詳しくはCircleCIで確認してください。`,
  noWorkflow: (pipeline) =>
    `パイプライン ${pipeline} は作成されましたが、条件に合うワークフローが設定にないため、何も実行されていません。このブランチ、タグ、パラメーターに対するワークフローのフィルターと条件をご確認ください。`,
};
