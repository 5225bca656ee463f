import type { ProblemCode } from '../../database/problems.ts'

/** What each problem is called in Japanese; the English line with the particulars follows it. */
export const PROBLEMS_JA: Readonly<Record<ProblemCode, string>> = {
  'usage-invalid': 'コマンドの指定が正しくありません',
  'input-refused': 'プログラムのルールにより実行できません',
  'input-unreadable': '入力ファイルの内容に誤りがあります',
  'ledger-unsound': '帳簿に不整合があります',
  'input-missing': '入力ファイルまたはフォルダーが見つかりません',
  'data-directory-corrupt': 'データディレクトリが破損しています',
  'database-unreachable': 'データベースに接続できません',
  'database-start-failed': '内蔵PostgreSQLを起動できません',
  'internal-error': '内部エラーが発生しました',
  'postgres-binaries-missing': 'PostgreSQLの実行ファイルがありません',
  'data-directory-in-use': 'データディレクトリは使用中です',
  'output-impossible': '出力先に書き込めません',
  'output-occupied': '出力先フォルダーに別の内容があります',
  'disk-full': 'ディスクの空き容量がありません',
  'database-interrupted': 'データベースとの接続が切れました',
  'busy-elsewhere': '別のプロセスが同じ処理を実行中です',
  'port-in-use': 'ポートは使用中です',
  'database-auth-failed': 'データベースにログインできません',
  'permission-denied': '権限がありません',
  'data-directory-version': 'データディレクトリのPostgreSQLのバージョンが異なります',
  'database-address-invalid': 'データベースのアドレスを読み取れません',
  'database-missing': 'データベースが存在しません',
  'database-too-old': 'PostgreSQLのバージョンが古すぎます',
  'production-unsafe': 'この設定では本番環境として起動できません',
  'migration-edited': '適用済みのマイグレーションが変更されています',
  'migration-failed': 'マイグレーションに失敗し、元に戻しました',
  'migration-invalid': 'マイグレーションファイルの形式が正しくありません',
  'migration-newer': 'データベースがこのプログラムより新しいバージョンです',
  'migration-pending': 'データベースがこのプログラムより古いバージョンです',
  'role-missing': 'データベースのロールが存在しません',
}

/** By commander's error codes; `{named}` is what it quotes. */
export const USAGE_JA: Readonly<Record<string, string>> = {
  'commander.help': 'コマンドを指定してください',
  'commander.unknownOption': '不明なオプションです: {named}',
  'commander.unknownCommand': '不明なコマンドです: {named}',
  'commander.excessArguments': '引数が多すぎます（{english}）',
  'commander.missingArgument': '引数がありません: {named}',
  'commander.optionMissingArgument': 'オプションに値がありません: {named}',
  'commander.missingMandatoryOptionValue': '必須のオプションがありません: {named}',
  'commander.conflictingOption': '同時に指定できないオプションです（{english}）',
  'commander.invalidArgument': '値が正しくありません（{english}）',
}
