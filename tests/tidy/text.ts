import type { File, Finding } from './files.ts'

/** The formatter breaks code at 100; this is for what it can not break: comments and strings. */
const LINE_LENGTH_MAX = 120
const FILE_LINES_MAX = 400

const CODE = /\.(ts|tsx|mts|mjs|cjs|js|sql|css)$/
/** Written by programs, so their shape is not ours. */
const GENERATED = /^(package-lock\.json|db\/schema\.sql)$/
/** Written when lines had 120 columns; the text of an applied migration never changes. */
const FROZEN = /^db\/migrations\/00[01]\d_/
/** A sentence: the name of a test is one, whatever its length, so that it can be searched for. */
const SENTENCE =
  /^\s*((test|it|describe)(\.\w+)*\(\s*)?(['"`]).*\4,?\s*(\(?(async )?\(\w*\) => \{)?$/
/** The rules' own examples of what is not allowed. */
const EXAMPLES = /^tests\/tidy(\.test\.ts$|\/)/

type LineRule = { rule: string; pattern: RegExp; in?: RegExp; except?: RegExp }

const LINE_RULES: LineRule[] = [
  { rule: 'unfinished work', pattern: /\b(FIXME|TODO|XXX)\b/, except: EXAMPLES },
  { rule: 'silenced checker', pattern: /@ts-(ignore|nocheck)\b/, except: EXAMPLES },
  { rule: 'end of line', pattern: /\r|[ \t]$/, except: /\.md$/ },
  {
    rule: 'package registry host',
    pattern: /registry\.(npmjs|yarnpkg)\.|npmmirror\.|\/\/[\w.-]*(artifactory|nexus|verdaccio)/i,
    except: EXAMPLES,
  },
  {
    rule: 'path of one machine',
    pattern: /(^|[\s"'`(=:])(\/(home|Users|root|work|workspace|mnt)\/[\w.]|[A-Z]:\\)/,
    except: EXAMPLES,
  },
  {
    rule: 'lockfile names a host',
    pattern: /"resolved":/,
    in: /^package-lock\.json$/,
  },
]

/** What can be seen line by line. */
export function checkText(file: File): Finding[] {
  const lines = file.text.split('\n')
  const findings: Finding[] = []
  const add = (line: number, rule: string, found: string) =>
    findings.push({ file: file.path, line, rule, found: found.trim().slice(0, 80) })
  const rules = LINE_RULES.filter(
    (rule) => (rule.in?.test(file.path) ?? true) && !rule.except?.test(file.path),
  )
  const hasLimits = CODE.test(file.path) && !GENERATED.test(file.path)
  lines.forEach((line, index) => {
    for (const { rule, pattern } of rules) if (pattern.test(line)) add(index + 1, rule, line)
    if (
      hasLimits &&
      !FROZEN.test(file.path) &&
      [...line].length > LINE_LENGTH_MAX &&
      !SENTENCE.test(line) &&
      !/\bd[=:] ?["']/.test(line)
    )
      add(index + 1, 'line over 120', line)
  })
  const length = file.text.endsWith('\n') ? lines.length - 1 : lines.length
  if (hasLimits && length > FILE_LINES_MAX) add(length, 'file over 400 lines', `${length} lines`)
  if (file.text !== '' && !file.text.endsWith('\n')) add(length, 'no newline at the end', '')
  return findings
}
