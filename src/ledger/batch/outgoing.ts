import { setImmediate as turn } from 'node:timers/promises'
import type { Waiting } from './carrier.ts'
import type { Answer } from './decide.ts'

/** How many answers are given within one turn of the event loop, when there is no hurry. */
const A_TURN = 16

/**
 * Gives answers out in the order in which they came. An answer sets its caller to work at once, and
 * a batch of them takes longer than the next batch takes to be decided: where that one is waited
 * for by an idle database, the answers go out a few in each turn of the event loop.
 */
export class Outgoing {
  #last: Promise<void> = Promise.resolve()

  /** Resolves when the last of a batch has its answer. */
  give(batch: readonly Waiting[], answers: readonly Answer[], isSlow: boolean): Promise<void> {
    this.#last = this.#last.then(() => giveOut(batch, answers, isSlow))
    return this.#last
  }
}

async function giveOut(
  batch: readonly Waiting[],
  answers: readonly Answer[],
  isSlow: boolean,
): Promise<void> {
  for (const [index, one] of batch.entries()) {
    if (isSlow && index % A_TURN === 0) await turn()
    const answer = answers[index] as Answer
    if ('failed' in answer) one.reject(answer.failed)
    else one.resolve(answer)
  }
}
