import { Socket } from 'node:net'

type Callback = (error?: Error | null) => void

/**
 * Sends all that is written within one turn of the event loop in one piece: a pipelined batch is a
 * dozen statements, and a system call for each costs Node as much as encoding them.
 */
export class TurnSocket extends Socket {
  #holding = false

  override write(chunk: string | Uint8Array, callback?: Callback): boolean
  override write(chunk: string | Uint8Array, encoding?: BufferEncoding, done?: Callback): boolean
  override write(
    chunk: string | Uint8Array,
    encoding?: BufferEncoding | Callback,
    done?: Callback,
  ): boolean {
    if (!this.#holding) {
      this.#holding = true
      this.cork()
      process.nextTick(() => {
        this.#holding = false
        this.uncork()
      })
    }
    return super.write(chunk, encoding as BufferEncoding, done)
  }
}
