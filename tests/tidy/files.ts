import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'

export const ROOT = path.resolve(import.meta.dirname, '../..')

/** A text file of the repository; the path is relative to its root, with forward slashes. */
export type File = { path: string; text: string }

/** One thing that is not tidy. */
export type Finding = { file: string; line: number; rule: string; found: string }

const TEXT =
  /\.(ts|tsx|mts|mjs|cjs|js|json|sql|md|html|css|yml|yaml|svg|sh)$|^LICENSE$|^\.[^/]+$|^\.ci\//

/** Every text file that is committed or is about to be; what .gitignore names is not. */
export function repositoryFiles(): File[] {
  const list = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  return list
    .split('\0')
    .filter((file) => TEXT.test(file) && isFile(file))
    .map((file) => ({ path: file, text: readFileSync(path.join(ROOT, file), 'utf8') }))
}

/** Listed files may be deleted but not yet committed as such; links may point anywhere. */
function isFile(file: string): boolean {
  return statSync(path.join(ROOT, file), { throwIfNoEntry: false })?.isFile() ?? false
}
