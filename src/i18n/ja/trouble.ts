import type { trouble as en } from '../en/trouble.ts';

export const trouble: typeof en = {
  problems: (pipeline, quoted) =>
    `CircleCIは実行を受け付けましたが、開始できませんでした。パイプライン ${pipeline}:\n${quoted}\n何も実行されていません。原因を直してから、もう一度 \`/circleci run\` で開始してください。`,
  problemsSilently: (pipeline) =>
    `CircleCIは実行を受け付けましたが、理由を示さずに中止しました。パイプライン ${pipeline} では何も実行されていません。詳しくはCircleCIで確認してください。`,
  refused: (pipeline, quoted) =>
    [
      `CircleCIはパイプライン ${pipeline} を開始しましたが、その後、設定を受け付けませんでした。`,
      quoted,
      '一部のワークフローは実行されません。セットアップワークフローが設定を生成している場合は、生成される内容を修正してから、`/circleci run` で新しいパイプラインを開始してください。',
    ]
      .filter((line) => line !== '')
      .join('\n'),
  setupOnly: (pipeline) =>
    `パイプライン ${pipeline} のセットアップワークフローは成功しましたが、後続のワークフローはなく、ほかには何も実行されていません。このブランチ、タグ、パラメーターに対して、セットアップワークフローがどの設定で続行するかをご確認ください。`,
  noWorkflow: (pipeline) =>
    `パイプライン ${pipeline} は作成されましたが、条件に合うワークフローが設定にないため、何も実行されていません。このブランチ、タグ、パラメーターに対するワークフローのフィルターと条件をご確認ください。`,
};
