import { expect, test } from 'vitest'
import { inProcess, tamaru } from './tamaru.ts'

const calc = async (...args: string[]) => {
  const { code, stdout, stderr } = await inProcess(['calc', ...args, '--json'])
  expect(stderr).toBe('')
  expect(code).toBe(0)
  expect(stdout.endsWith('}\n')).toBe(true)
  return { text: stdout, value: JSON.parse(stdout) }
}

test('(1,000 + 340 − 100) × 10 % = 124 JPY, as a process', async () => {
  const example = ['--price', '1000', '--shipping', '340', '--points', '100', '--rate', '10']
  const { code, stdout, stderr } = await tamaru(['calc', 'fee', ...example, '--json'])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/^\{"fee":124,.*\}\n$/)
  const wrong = await tamaru(['calc', 'fee', ...example, '--percent', '3'])
  expect(wrong).toMatchObject({ code: 64, stdout: '' })
  expect(wrong.stderr).toMatch(/^tamaru: option .* cannot be used with option .*\n$/)
})

test('10 % of 1,000 JPY with 200 points: 100 JPY to the buyer, 20 points to the seller', async () => {
  const { text } = await calc(
    ...['refund', '--price', '1000', '--points', '200', '--refund-percent', '10'],
    ...['--balance', '200'],
  )
  expect(text).toMatch(/^\{"cash":100,"pointsReturned":20,/)
})

test('a full refund meets a balance of 50: 850 JPY to the buyer, 200 points to the seller', async () => {
  const { value } = await calc('refund', '--price', '1000', '--points', '200', '--balance', '50')
  expect(value).toMatchObject({ cash: 850, pointsReturned: 200, shortfall: 150, balanceAfter: 0 })
})

test('an offer by percentage, under the preset before the announced changes', async () => {
  const ask = ['offer', '--price', '1000', '--shipping', '340', '--percent', '12.5', '--rate', '10']
  const { value: now } = await calc(...ask)
  expect(now).toMatchObject({ points: 125, fee: 122, landed: 1_215, proceeds: 1_340 - 125 - 122 })
  const { value: before } = await calc(...ask, '--policy', 'seed-2020-before')
  // 121.5 yen: half-even is 122 and so is half-up; the landed price leaves the points out.
  expect(before).toMatchObject({ points: 125, fee: 122, landed: 1_340 })
})

test('people read a table, in their language', async () => {
  const fee = ['calc', 'fee', '--price', '1000', '--shipping', '340', '--points', '100']
  const english = await inProcess([...fee, '--rate', '10'])
  expect(english.stdout).toMatch(/^Referral fee +124$/m)
  const japanese = await inProcess([...fee, '--rate', '10'], { LANG: 'ja_JP.UTF-8' })
  expect(japanese.stdout).toMatch(/^販売手数料 +124$/m)
  const asked = await inProcess([...fee, '--lang', 'en'], { LANG: 'ja_JP.UTF-8' })
  expect(asked.stdout).toContain('Referral fee')
})

test.each([
  [['--percent', '51'], 'Points must be from 1 % to 50 % of the price.'],
  [['--percent', '0.5'], 'Points must be from 1 % to 50 % of the price.'],
  [['--points', '501'], 'Points must be from 1 % to 50 % of the price.'],
  [['--points', '-1'], '--points "-1": The amount is not a whole number in the allowed range.'],
  [['--points', '１００'], '--points "１００": The amount is not a whole number'],
  [['--points', '1e2'], '--points "1e2": The amount is not a whole number'],
  [['--points', ''], '--points "": The amount is not a whole number'],
  [['--points', '99999999999999999999'], 'The amount is not a whole number'],
  [['--rate', '101'], '--rate "101": The percentage must be between'],
])('%j is refused in one line', async (args, sentence) => {
  const { code, stdout, stderr } = await inProcess(['calc', 'fee', '--price', '1000', ...args])
  expect({ code, stdout }).toEqual({ code: 65, stdout: '' })
  expect(stderr).toContain(sentence)
  expect(stderr.match(/\n/g)).toHaveLength(1)
})

test.each([
  [['calc', 'fee'], "required option '--price <yen>' not specified"],
  [['calc', 'fee', '--price', '1', '--colour', 'red'], "unknown option '--colour'"],
  [['calc', 'fee', '--price', '1', 'more'], 'too many arguments'],
  [['calc', 'fee', '--price', '1', '--points', '1', '--percent', '2'], 'cannot be used with'],
  [['calculate'], "unknown command 'calculate'"],
  [['--lang', 'fr', 'calc', 'fee', '--price', '1'], "argument 'fr' is invalid"],
  [[], 'a command is missing'],
])('%j is no command line', async (args, sentence) => {
  const { code, stdout, stderr } = await inProcess(args)
  expect({ code, stdout }).toEqual({ code: 64, stdout: '' })
  expect(stderr).toContain(sentence)
  expect(stderr.match(/\n/g)).toHaveLength(1)
})

test('a failure under --json is JSON too, on stderr, in the language asked for', async () => {
  const { stdout, stderr } = await inProcess(
    ...[['calc', 'fee', '--price', '0', '--json', '--lang', 'ja']],
  )
  expect(stdout).toBe('')
  expect(JSON.parse(stderr)).toEqual({
    problem: 'amount_out_of_range',
    message: '金額は許容範囲内の整数で指定してください。',
    exitCode: 65,
  })
})

test('help is a result, in both languages', async () => {
  const english = await inProcess(['calc', 'refund', '--help'])
  expect(english).toMatchObject({ code: 0, stderr: '' })
  expect(english.stdout).toContain('--refund-percent')
  const japanese = await inProcess(['calc', 'refund', '--help', '--lang', 'ja'])
  expect(japanese.stdout).toContain('使い方:')
})

test('a category that the table does not name is a slip, and is not charged the standard rate', async () => {
  const ask = ['calc', 'fee', '--price', '1000', '--category']
  const { code, stdout, stderr } = await inProcess([...ask, 'boook', '--json'])
  expect({ code, stdout }).toEqual({ code: 64, stdout: '' })
  expect(JSON.parse(stderr).message).toMatch(/"boook".*\bbook\b/)
  const known = await calc('fee', '--price', '1000', '--category', 'book')
  expect(known.value.rate).toMatchObject({ rateBps: 1500 })
})
