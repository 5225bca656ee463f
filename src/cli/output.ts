import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { Problem } from '../database/problems.ts'

/** Errors of a system that say that a name leads nowhere a file could be. */
const NOWHERE = /^(ENOENT|ENOTDIR|EISDIR|ENAMETOOLONG|ELOOP)$/

/** Does something with a file that was asked for; when it can not be there, that is the problem. */
async function at<T>(name: string, make: () => Promise<T>): Promise<T> {
  try {
    return await make()
  } catch (error) {
    if (!NOWHERE.test(String((error as NodeJS.ErrnoException).code))) throw error
    const way = 'name a file in a folder that is there'
    throw new Problem('output-impossible', `${name} can not be written; ${way}`, error)
  }
}

/** Writes a whole file: beside it first, so that it is never there half. */
export async function writeWhole(name: string, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  const staging = `${name}.new-${process.pid}`
  const file = await at(name, () => open(staging, 'w'))
  try {
    try {
      for await (const piece of pieces) await file.writeFile(piece)
    } finally {
      await file.close()
    }
    await at(name, () => rename(staging, name))
  } finally {
    await rm(staging, { force: true })
  }
}

/** A file that is only made when there is something to write. */
export function lazyFile(name: string) {
  let file: FileHandle | undefined
  return {
    write: async (bytes: Uint8Array) => {
      file ??= await at(name, () => open(name, 'w'))
      await file.writeFile(bytes)
    },
    close: () => file?.close(),
  }
}
