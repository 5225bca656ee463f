import { formatTokyo } from '../../rules/time/instant.ts'
import { BASE_DATE_LINES, type BaseDateReport } from './base-date.ts'

const NAMES: Readonly<Record<string, readonly [ja: string, en: string]>> = {
  opening: ['期首未使用残高', 'Outstanding at the beginning'],
  granted: ['出品者による付与', 'Granted by sellers'],
  promoted: ['運営による付与・調整', 'Given or corrected by the operator'],
  restored: ['返金による返却', 'Given back by refunds'],
  redeemed: ['利用', 'Redeemed'],
  clawedBack: ['付与の取消', 'Taken back with what was undone'],
  expired: ['失効', 'Expired'],
  closing: ['基準日未使用残高', 'Outstanding on the base date'],
  available: ['うち利用可能', 'of which available'],
  unvested: ['うち仮ポイント', 'of which pending'],
  held: ['うち確保中', 'of which set aside'],
  funding: ['ポイント原資', 'Points funding'],
  holders: ['保有者数', 'Buyers who had points'],
}

/** Makes a spreadsheet read the file as UTF-8. */
const MARK = '\u{feff}'

/** The report for a spreadsheet, each row named in both languages. */
export function baseDateCsv(report: BaseDateReport): string {
  const { opening, lines, closing, available, unvested, held, funding, holders } = report
  const rows: (readonly [string, number, string])[] = [
    ['opening', opening, 'PT'],
    ...BASE_DATE_LINES.map((line) => [line, lines[line], 'PT'] as const),
    ...([['closing', closing, 'PT']] as const),
    ['available', available, 'PT'],
    ['unvested', unvested, 'PT'],
    ['held', held, 'PT'],
    ['funding', funding, 'JPY'],
    ['holders', holders, ''],
  ]
  const moment = formatTokyo(report.at)
  const written = rows.map(([name, amount, unit]) => {
    const [ja = name, en = name] = NAMES[name] ?? []
    return `${moment},${name},${ja},${en},${amount},${unit}\r\n`
  })
  return `${MARK}as_of,item,項目,name,amount,unit\r\n${written.join('')}`
}
