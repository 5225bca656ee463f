// `npm run build`: dist/ as it is published. Plain JavaScript and types, one file for one file.
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, rmSync } from 'node:fs'
import path from 'node:path'

const root = path.dirname(import.meta.dirname)
const at = (...names: string[]) => path.join(root, ...names)

// Else a file that was renamed would be published under both names.
rmSync(at('dist'), { recursive: true, force: true })
const tsc = at('node_modules', 'typescript', 'bin', 'tsc')
const { status } = spawnSync(process.execPath, [tsc, '-p', at('tsconfig.build.json')], {
  stdio: 'inherit',
})
if (existsSync(at('dist', 'main.js'))) chmodSync(at('dist', 'main.js'), 0o755)
const web = spawnSync(process.execPath, [at('tools', 'web.ts')], { cwd: root, stdio: 'inherit' })
process.exitCode = status || (web.status ?? 1)
