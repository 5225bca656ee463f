import { mulDiv } from '../../src/rules/money/ratio.ts'
import type { Row } from '../kit/bench.ts'

const COUNT = 200_000

/** Why amounts are branded numbers: what the same work costs with bigint. */
export const money: Row = {
  name: 'money',
  title: 'Money as a number, against the same work with bigint (best of many)',
  async measure() {
    const small = Array.from({ length: COUNT }, (_, n) => 1 + ((n * 7_919) % 1_000_000))
    const large = small.map(BigInt)
    return [
      compared('a share, half-even', small, large, {
        number: (amount) => mulDiv(amount, 333, 10_000, 'half-even'),
        bigint: (amount) => halfEven(amount * 333n, 10_000n),
      }),
      compared('a sum', small, large, {
        number: (amount, sum) => sum + amount,
        bigint: (amount, sum) => sum + amount,
      }),
      batch(
        'as JSON',
        () => JSON.stringify(small),
        () => JSON.stringify(large.map(String)),
      ),
      batch(
        'from JSON',
        () => JSON.parse(numbersText) as unknown,
        () => (JSON.parse(stringsText) as string[]).map(BigInt),
      ),
      batch(
        'as an array of int8',
        () => int8(small),
        () => int8(large),
      ),
    ]
  },
}

const numbersText = JSON.stringify(Array.from({ length: COUNT }, (_, n) => n * 7))
const stringsText = JSON.stringify(Array.from({ length: COUNT }, (_, n) => String(n * 7)))

/** The rule of `ratio.ts` for positive amounts, in bigint throughout. */
function halfEven(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor
  const twice = (dividend % divisor) * 2n
  return twice > divisor || (twice === divisor && quotient % 2n === 1n) ? quotient + 1n : quotient
}

function int8(values: readonly number[] | readonly bigint[]): Buffer {
  const bytes = Buffer.allocUnsafe(values.length * 8)
  let at = 0
  for (const value of values) {
    if (typeof value === 'bigint') at = bytes.writeBigInt64BE(value, at)
    else {
      bytes.writeInt32BE(Math.floor(value / 2 ** 32), at)
      at = bytes.writeUInt32BE(value % 2 ** 32, at + 4)
    }
  }
  return bytes
}

interface Work {
  readonly number: (amount: number, sum: number) => number
  readonly bigint: (amount: bigint, sum: bigint) => bigint
}

function compared(what: string, small: readonly number[], large: readonly bigint[], work: Work) {
  return batch(
    what,
    () => small.reduce((sum, amount) => work.number(amount, sum), 0),
    () => large.reduce((sum, amount) => work.bigint(amount, sum), 0n),
  )
}

function batch(what: string, number: () => unknown, bigint: () => unknown) {
  const [value, other] = [nanos(number), nanos(bigint)]
  return {
    what,
    value,
    unit: 'ns',
    reference: { name: 'ns with bigint', value: other },
    ratio: value / other,
    better: 'less',
  } as const
}

/** Nanoseconds for each amount, in the best of many passes: the others were disturbed. */
function nanos(pass: () => unknown): number {
  let best = Number.POSITIVE_INFINITY
  for (let n = 0; n < 30; n++) {
    const start = performance.now()
    pass()
    best = Math.min(best, performance.now() - start)
  }
  return (best * 1e6) / COUNT
}
