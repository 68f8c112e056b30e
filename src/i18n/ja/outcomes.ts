import type { outcomes as en } from '../en/outcomes.ts';

export const outcomes: typeof en = {
  confirmed: {
    run: (pipeline) => `CircleCIで${pipeline}を開始しました。`,
    approve: (pipeline) => `承認しました。${pipeline}が先へ進むことをCircleCIで確認しました。`,
    reject: (pipeline) => `却下しました。${pipeline}でキャンセルされたことをCircleCIで確認しました。`,
    rerun: (pipeline) => `${pipeline}で再実行を開始しました。`,
    cancel: (pipeline) => `キャンセルしました。${pipeline}の状態をCircleCIで確認しました。`,
    rollback: (pipeline) => `CircleCIでロールバックを開始しました: ${pipeline}`,
  },
  pipeline: (number) => `パイプライン #${number} `,
  pipelineUnnumbered: 'パイプライン',

  nothingCreated: (message) =>
    `CircleCIは依頼を受け付けましたが、パイプラインは作られませんでした。CircleCIからのメッセージ:\n>${message}\nブランチと、プロジェクトの設定にあるフィルターやルールをご確認ください。`,
  nothingCreatedSilently:
    'CircleCIは依頼を受け付けましたが、パイプラインは作られませんでした。理由は示されていません。ブランチと、プロジェクトの設定にあるフィルターやルールをご確認ください。',

  already: {
    run: (who) =>
      `${who} による同じ依頼を処理中のため、二重には開始しませんでした。結果は後ほどお知らせします。`,
    approve: (who, status) =>
      `この承認は ${who} がすでに対応しています。CircleCIでの状態: ${status}。これ以上の操作は不要です。結果はカードに表示されます。`,
    reject: (who, status) =>
      `この承認は ${who} がすでに対応しています。CircleCIでの状態: ${status}。却下による変更はありません。`,
    rerun: (who, status) =>
      `${who} が先に再実行しているため、二重には開始しませんでした。CircleCIでの状態: ${status}`,
    cancel: (who, status) =>
      `${who} が先にキャンセルしているため、何もしていません。CircleCIでの状態: ${status}`,
    rollback: (who, status) =>
      `${who} が同じ依頼をしているため、二重にはロールバックしませんでした。CircleCIでの状態: ${status}`,
  },
  alreadyOutside: {
    run: (status) => `二重には開始しませんでした。CircleCIでの状態: ${status}`,
    approve: (status) => `いまは承認待ちではないため、何もしていません。CircleCIでの状態: ${status}`,
    reject: (status) => `いまは承認待ちではないため、何も却下していません。CircleCIでの状態: ${status}`,
    rerun: (status) => `いま再実行できるものがないため、何もしていません。CircleCIでの状態: ${status}`,
    cancel: (status) => `キャンセルできるものが残っていません。CircleCIでの状態: ${status}`,
    rollback: (status) =>
      `稼働中のバージョンが変わったため、ロールバックしませんでした。現在の稼働中: ${status}`,
  },

  gone: {
    run: 'CircleCIにこのプロジェクトが見つからないか、ボットのトークンでは見られません。何も開始していません。名前を確かめるか、ボットの管理者にお問い合わせください。',
    approve:
      'CircleCIにこの承認が見つからないか、ボットのトークンでは見られません。何も承認していません。現在の状態はCircleCIでご確認ください。',
    reject:
      'CircleCIにこの承認が見つからないか、ボットのトークンでは見られません。何も却下していません。現在の状態はCircleCIでご確認ください。',
    rerun:
      'CircleCIにこのワークフローが見つからないか、ボットのトークンでは見られません。何も開始していません。`/circleci run` で新しく開始してください。',
    cancel:
      'CircleCIにこのワークフローが見つからないか、ボットのトークンでは見られません。何もキャンセルしていません。現在の状態はCircleCIでご確認ください。',
    rollback:
      'CircleCIにこのコンポーネント・環境・バージョンが見つからないか、ボットのトークンでは見られません。何もロールバックしていません。',
  },

  refused: {
    run: (message) =>
      `CircleCIがパイプラインの開始を受け付けませんでした。\n>${message}\n何も開始していません。`,
    approve: (message) =>
      `CircleCIが承認を受け付けませんでした。\n>${message}\n何も承認していません。権限の問題であれば、ボットのトークンに権限が足りない可能性があります。`,
    reject: (message) => `CircleCIがキャンセルを受け付けませんでした。\n>${message}\n引き続き承認待ちです。`,
    rerun: (message) => `CircleCIが再実行を受け付けませんでした。\n>${message}\n何も開始していません。`,
    cancel: (message) =>
      `CircleCIがキャンセルを受け付けませんでした。\n>${message}\nワークフローの状態は変わっていません。`,
    rollback: (message) =>
      `CircleCIがロールバックを受け付けませんでした。\n>${message}\n何もロールバックしていません。`,
  },
  noReason: '（理由は示されていません）',

  unavailable: {
    run: 'CircleCIに接続できず、何も開始していません。しばらくしてからもう一度お試しください。',
    approve: 'CircleCIに接続できず、何も承認していません。しばらくしてからもう一度お試しください。',
    reject: 'CircleCIに接続できず、何も却下していません。しばらくしてからもう一度お試しください。',
    rerun: 'CircleCIに接続できず、何も開始していません。しばらくしてからもう一度お試しください。',
    cancel: 'CircleCIに接続できず、何もキャンセルしていません。しばらくしてからもう一度お試しください。',
    rollback: 'CircleCIに接続できず、何もロールバックしていません。しばらくしてからもう一度お試しください。',
  },

  rateLimited: {
    run: (when) => `CircleCIのレート制限により、何も開始していません。${when}にもう一度お試しください。`,
    approve: (when) => `CircleCIのレート制限により、何も承認していません。${when}にもう一度お試しください。`,
    reject: (when) => `CircleCIのレート制限により、何も却下していません。${when}にもう一度お試しください。`,
    rerun: (when) => `CircleCIのレート制限により、何も開始していません。${when}にもう一度お試しください。`,
    cancel: (when) =>
      `CircleCIのレート制限により、何もキャンセルしていません。${when}にもう一度お試しください。`,
    rollback: (when) =>
      `CircleCIのレート制限により、何もロールバックしていません。${when}にもう一度お試しください。`,
  },

  unknown: {
    run: 'CircleCIに開始を依頼しましたが、まだ確認できていません。引き続き確認します。二重に実行されないよう、もう一度開始する前にCircleCIをご確認ください。',
    approve:
      'CircleCIに承認を依頼しましたが、まだ確認できていません。引き続き確認し、結果をカードに表示します。',
    reject:
      'CircleCIに却下によるキャンセルを依頼しましたが、まだ確認できていません。引き続き確認し、結果をカードに表示します。',
    rerun:
      'CircleCIに再実行を依頼しましたが、まだ確認できていません。引き続き確認します。二重に実行されないよう、もう一度依頼する前にCircleCIをご確認ください。',
    cancel:
      'CircleCIにキャンセルを依頼しましたが、まだ確認できていません。引き続き確認し、結果をカードに表示します。',
    rollback:
      'CircleCIにロールバックを依頼しましたが、完了はまだ確認できていません。しばらく確認を続けます。もう一度依頼する前にCircleCIをご確認ください。',
  },

  givenUp: {
    run: 'CircleCIにパイプラインの開始を依頼しましたが、確認できませんでした。おそらく開始されていません。ボットは確認を終了しました。もう一度開始する前にCircleCIでご確認ください。',
    approve:
      'CircleCIに承認を依頼しましたが、確認できませんでした。おそらく承認されていません。ボットは確認を終了しました。現在の状態はCircleCIでご確認ください。',
    reject:
      '却下に伴うキャンセルをCircleCIに依頼しましたが、確認できませんでした。ボットは確認を終了しました。現在の状態はCircleCIでご確認ください。',
    rerun:
      'CircleCIに再実行を依頼しましたが、確認できませんでした。おそらく開始されていません。ボットは確認を終了しました。もう一度依頼する前にCircleCIでご確認ください。',
    cancel:
      'CircleCIにキャンセルを依頼しましたが、確認できませんでした。ボットは確認を終了しました。現在の状態はCircleCIでご確認ください。',
    rollback:
      'CircleCIにロールバックを依頼しましたが、完了を確認できませんでした。ボットは確認を終了しました。もう一度依頼する前にCircleCIでご確認ください。',
  },

  restarting:
    'ボットを再起動しています。ご依頼は保存済みで、再起動後に処理を続け、結果をお知らせします。もう一度依頼する必要はありません。',
  laterResult: (project, when) => `${project} についての ${when} のご依頼の結果です。`,
};
