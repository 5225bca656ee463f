import { existsSync } from 'node:fs'
import path from 'node:path'
import { type File, type Finding, ROOT } from './files.ts'

/** Migrations are numbered from 0001 without gaps, and each does something. */
export function checkMigrations(files: File[]): Finding[] {
  const migrations = files
    .filter((file) => file.path.startsWith('db/migrations/'))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
  return migrations.flatMap((file, index) => {
    const expected = String(index + 1).padStart(4, '0')
    const isNamed = new RegExp(`^db/migrations/${expected}_[a-z0-9_]+\\.sql$`).test(file.path)
    const statements = file.text.replace(/--.*$/gm, '').trim()
    const of = (rule: string) => ({ file: file.path, line: 1, rule, found: file.path })
    return [
      ...(isNamed ? [] : [of(`migration is not ${expected}_name.sql`)]),
      ...(statements === '' ? [of('empty migration')] : []),
    ]
  })
}

type Link = { target: string; line: number }

/** Targets of the links and pictures of a Markdown page; code is no link. */
function links({ text }: File): Link[] {
  let isCode = false
  return text.split('\n').flatMap((line, index) => {
    if (/^\s*(```|~~~)/.test(line)) isCode = !isCode
    if (isCode) return []
    const prose = line.replace(/`[^`]*`/g, '')
    const found = [...prose.matchAll(/\]\(<?([^)\s>]+)|^\[[^\]]+\]:\s*(\S+)/g)]
    return found.map(([, inline, reference]) => ({
      target: inline ?? reference ?? '',
      line: index + 1,
    }))
  })
}

/** Headings as GitHub makes anchors of them. */
function anchors({ text }: File): Set<string> {
  const headings = text.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').matchAll(/^#+\s+(.+)$/gm)
  const seen = new Map<string, number>()
  const names = [...headings].map(([, heading = '']) => {
    const name = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
      .trim()
      .replaceAll(' ', '-')
    const times = seen.get(name) ?? 0
    seen.set(name, times + 1)
    return times === 0 ? name : `${name}-${times}`
  })
  return new Set(names)
}

/** Every relative link leads to a file of the repository and, if it names one, to a heading. */
export function checkLinks(files: File[], exists = isThere): Finding[] {
  const pages = new Map(files.filter(isMarkdown).map((file) => [file.path, file]))
  return [...pages.values()].flatMap((page) =>
    links(page)
      .filter(({ target }) => !/^[a-z][a-z0-9+.-]*:/i.test(target) && !isAlive(page, target))
      .map(({ target, line }) => ({ file: page.path, line, rule: 'dead link', found: target })),
  )

  function isAlive(page: File, target: string): boolean {
    const [file = '', anchor] = decodeURI(target).split('#')
    const there =
      file === ''
        ? page.path
        : path.posix.join(path.posix.dirname(page.path), file).replace(/\/$/, '')
    if (!exists(there)) return false
    const linked = pages.get(there)
    return anchor === undefined || linked === undefined || anchors(linked).has(anchor)
  }
}

const isMarkdown = (file: File) => file.path.endsWith('.md')
const isThere = (file: string) => existsSync(path.join(ROOT, file))

/** Every page of docs/decisions can be found from its index. */
export function checkDecisions(files: File[]): Finding[] {
  const index = files.find((file) => file.path === 'docs/decisions/README.md')
  const linked = new Set(index ? links(index).map(({ target }) => target.replace(/^\.\//, '')) : [])
  return files
    .filter((file) => /^docs\/decisions\/.+\.md$/.test(file.path) && file !== index)
    .filter((file) => !linked.has(file.path.slice('docs/decisions/'.length)))
    .map((file) => ({
      file: file.path,
      line: 1,
      rule: 'decision is not linked from docs/decisions/README.md',
      found: file.path,
    }))
}
