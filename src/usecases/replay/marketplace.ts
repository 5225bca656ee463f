import { readTimeline } from '../../ledger/policies.ts'
import { PRESETS } from '../../rules/policy/presets.ts'
import type { TermsChange } from '../../rules/policy/terms.ts'
import { isRefusal, type Refusal } from '../../rules/refusal.ts'
import { tokyo } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import { registerBuyers } from '../parties/register-buyer.ts'
import { announcePolicy } from '../policy/announce.ts'
import { acceptAgreement } from '../sellers/accept-agreement.ts'
import { registerSellers } from '../sellers/register.ts'
import { copySuffix } from './olist-events.ts'
import type { OlistInput } from './olist-input.ts'
import { ReplayStopped } from './replay-olist.ts'

/** The marketplace opens long before its first order. */
export const OPENING = tokyo(2016, 1, 1)

const BASE = 'seed-2020'

/** The flat fee and the strict expiry that the replay's rules name; all else as in the default. */
const CHANGE: TermsChange = {
  fees: {
    standard: { rateBps: 1_000, minimum: 0 },
    categories: Object.fromEntries(
      Object.keys(PRESETS[BASE].fees.categories).map((c) => [c, null]),
    ),
    refundAdministration: { rateBps: 0, maximum: 0 },
  },
  expiry: { mode: 'rolling', months: 12, remindDays: 0 },
  lateReturn: { mode: 'expire' },
  premiumCap: { mode: 'off' },
}

/**
 * Sets the programme up and makes everybody known: the policy, sellers who have accepted the
 * agreement, buyers. Repeating it changes nothing.
 */
export async function openMarketplace(
  engine: Engine,
  input: OlistInput,
  repeat: number,
): Promise<void> {
  if ((await readTimeline(engine.pool)).length === 1) {
    const ask = {
      name: 'replay-olist',
      effectiveFrom: OPENING,
      preset: BASE,
      terms: CHANGE,
    } as const
    accepted(await announcePolicy(engine, { caller: 'replay', key: 'policy' }, ask))
  }
  await openAccounts(engine, input.sellers)
  const buyers = new Set<string>()
  for (let copy = 0; copy < repeat; copy++) {
    const suffix = copySuffix(copy)
    for (const order of input.orders) if (order.lines.length > 0) buyers.add(order.buyer + suffix)
  }
  for (const chunk of chunks([...buyers])) {
    await registerBuyers(
      engine,
      chunk.map((reference) => ({ reference })),
    )
  }
}

async function openAccounts(engine: Engine, sellers: readonly string[]): Promise<void> {
  for (const chunk of chunks(sellers)) {
    const accounts = chunk.map((reference) => {
      return { reference, name: reference, plan: 'professional' } as const
    })
    accepted(await registerSellers(engine, 'replay', accounts))
  }
  const { rows } = await engine.pool.query<{ reference: string }>(
    'select reference from seller where agreement_version is null order by reference',
  )
  const version = PRESETS[BASE].agreementVersion
  const accept = async ({ reference: seller }: { readonly reference: string }) => {
    const intent = { caller: 'replay', key: `agreement:${seller}` }
    accepted(await acceptAgreement(engine, intent, { seller, version, by: 'replay' }))
  }
  // A few at a time: the rest would only queue for a connection, and queueing has a limit.
  for (let start = 0; start < rows.length; start += SIGNERS) {
    await Promise.all(rows.slice(start, start + SIGNERS).map(accept))
  }
}

/** None of this can be refused, unless the engine and the replay disagree. */
function accepted(answer: Refusal | { readonly refused?: never }): void {
  if (isRefusal(answer)) {
    throw new ReplayStopped(`the marketplace can not open: ${JSON.stringify(answer)}`)
  }
}

const CHUNK = 5_000
const SIGNERS = 20

function* chunks<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let start = 0; start < items.length; start += CHUNK) yield items.slice(start, start + CHUNK)
}
