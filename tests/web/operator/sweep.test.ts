import { test } from 'vitest'
import { LONG, sweeper } from '../../kit/swept.ts'

const { two, every } = await sweeper()

test('every page is open to all and fits 320 px, in both languages and colours', LONG, async () => {
  await every('operator', await two('operator'))
})
