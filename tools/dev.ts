// `npm run dev`: the pages with hot reload, before a server of their own on a sandbox. With
// TAMARU_URL they stand before that server instead.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { createServer } from 'vite'

const url = process.env.TAMARU_URL ?? (await startServer())
const vite = await createServer({
  configFile: 'vite.web.config.ts',
  server: {
    port: 5173,
    // The pages' own host goes on to the server, which lets a session write from no other.
    proxy: Object.fromEntries(
      ['/v1', '/health', '/docs', '/openapi.json'].map((at) => [at, { target: url }]),
    ),
  },
})
await vite.listen()
vite.printUrls()

/** Starts `tamaru start` on a free port, and ends with it. */
async function startServer(): Promise<string> {
  const child = spawn(process.execPath, ['src/main.ts', 'start', '--port', '0', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  child.on('exit', (code) => process.exit(code ?? 1))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => child.kill(signal))
  }
  for await (const line of createInterface({ input: child.stdout })) {
    const { url, logins } = JSON.parse(line)
    for (const { login, password } of logins) process.stderr.write(`  ${login}  ${password}\n`)
    return url
  }
  throw new Error('the server ended before it served')
}
