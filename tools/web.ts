// Builds the three web surfaces into dist/web, when their sources changed since the last build.
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

// Whatever the surroundings say: what is built here is for people to use.
process.env.NODE_ENV = 'production'

const OUT = 'dist/web'
const MARK = '.built-from'

const built = await readFile(path.join(OUT, MARK), 'utf8').catch(() => '')
const wanted = await digestOfSources()
if (built !== wanted) {
  const { build } = await import('vite')
  const start = performance.now()
  // Beside its place first, so that a server, or another build, never meets a half of one.
  const fresh = path.resolve(`${OUT}-${process.pid}`)
  for (const mode of ['store', 'consoles']) {
    await build({
      ...{ mode, configFile: 'vite.web.config.ts', logLevel: 'warn' as const },
      build: { outDir: fresh, emptyOutDir: false },
    })
  }
  await compressAll(fresh)
  await writeFile(path.join(fresh, MARK), wanted)
  await putInPlace(fresh)
  process.stderr.write(`web built in ${((performance.now() - start) / 1000).toFixed(1)} s\n`)
}

/** A digest over the names and contents of everything the build reads of ours. */
async function digestOfSources(): Promise<string> {
  const hash = createHash('sha256')
  const files = [
    'vite.web.config.ts',
    'tools/web.ts',
    'tools/console-theme.ts',
    'package-lock.json',
  ]
  for (const folder of ['src/web', 'src/rules']) files.push(...(await filesIn(folder)))
  for (const file of files.sort()) hash.update(file).update(await readFile(file))
  return hash.digest('hex')
}

async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true })
  return names.filter((file) => file.isFile()).map((file) => path.join(file.parentPath, file.name))
}

/** Compresses once here what would otherwise be sent at its full size; fonts are compressed. */
async function compressAll(folder: string): Promise<void> {
  const files = (await filesIn(folder)).filter((file) => /\.(js|css|html|svg)$/.test(file))
  const [br, gz] = [promisify(brotliCompress), promisify(gzip)]
  await Promise.all(
    files.map(async (file) => {
      const content = await readFile(file)
      const params = { [constants.BROTLI_PARAM_QUALITY]: 9 }
      await writeFile(`${file}.br`, await br(content, { params }))
      await writeFile(`${file}.gz`, await gz(content))
    }),
  )
}

async function putInPlace(fresh: string): Promise<void> {
  const old = `${fresh}-old`
  await mkdir(OUT, { recursive: true })
  await rename(OUT, old)
  await rename(fresh, OUT)
  await rm(old, { recursive: true })
}
