import type { statuses as en } from '../en/statuses.ts';

export const statuses: typeof en = {
  success: '成功',
  running: '実行中',
  not_run: '未実行',
  failed: '失敗',
  fixed: '復旧',
  broken: '新たな失敗',
  error: 'エラー',
  failing: '失敗あり・実行中',
  on_hold: '承認待ち',
  canceled: 'キャンセル済み',
  unauthorized: '権限なし',
  queued: '順番待ち',
  not_running: '実行待ち',
  infrastructure_fail: '基盤の障害',
  timedout: 'タイムアウト',
  'terminated-unknown': '原因不明の終了',
  blocked: '前のジョブ待ち',
  retried: '再試行済み',
  starting: '開始待ち',
  pending: '依頼済み・確認待ち',
  unknown: '依頼済み・未確認',
  confirmed: '確認済み',
  setup: '準備中',
  'setup-only': 'セットアップのみ成功・後続なし',
  checking: '後続のワークフローを確認中',
  errored: '開始できず',
};

export const unknownStatus: string = '状態不明';
