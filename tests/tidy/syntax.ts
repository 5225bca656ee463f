import ts from 'typescript'
import type { File, Finding } from './files.ts'

const FUNCTION_LINES_MAX = 70
/** Markup is long and flat. */
const MARKUP = /\.tsx$/

/** The rooms that may ask the machine for time and chance; everybody else is handed them. */
const SOURCES = /^src\/(clock|ids)\//
/** Measuring how long something took is these rooms' business. */
const STOPWATCHES = /^(bench|tools|tests)\//

const BANNED: { call: RegExp; except: RegExp }[] = [
  { call: /^(Date\.now|new Date|Date|Math\.random)\(\)$/, except: SOURCES },
  { call: /^performance\.now\(\)$/, except: new RegExp(`${SOURCES.source}|${STOPWATCHES.source}`) },
  { call: /^(test|it|describe|suite)(\.\w+)*\.(only|skip)\(/, except: /^$/ },
]

/** What needs the syntax tree: comments and strings are no code. */
export function checkSyntax(file: File): Finding[] {
  if (!/\.(ts|tsx|mts|mjs|cjs|js)$/.test(file.path)) return []
  const source = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true)
  const findings: Finding[] = []
  const lineOf = (position: number) => source.getLineAndCharacterOfPosition(position).line + 1
  const add = (node: ts.Node, rule: string, found: string) =>
    findings.push({ file: file.path, line: lineOf(node.getStart()), rule, found })

  const visit = (node: ts.Node): void => {
    if (
      !MARKUP.test(file.path) &&
      ts.isFunctionLike(node) &&
      !isSuite(node) &&
      !isRouteTable(node)
    ) {
      const length = lineOf(node.end) - lineOf(node.getStart()) + 1
      if (length > FUNCTION_LINES_MAX) add(node, 'function over 70 lines', `${length} lines`)
    }
    const call = callText(node)
    if (call && BANNED.some((banned) => banned.call.test(call) && !banned.except.test(file.path))) {
      add(node, 'banned call', call)
    }
    if (ts.isAsExpression(node) && node.type.kind === ts.SyntaxKind.AnyKeyword) {
      add(node, 'as any', node.getText())
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return findings
}

/** `name(` of a call with arguments, `name()` of one without; so also of `new`. */
function callText(node: ts.Node): string | undefined {
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return undefined
  const name = node.expression
    .getText()
    .replace(/\s+/g, '')
    .replace(/^globalThis\./, '')
  const empty = (node.arguments?.length ?? 0) === 0
  return `${ts.isNewExpression(node) ? 'new ' : ''}${name}(${empty ? ')' : ''}`
}

/** The callback of `describe` holds tests as a file does; it is no function to be understood. */
function isSuite(node: ts.Node): boolean {
  const { parent } = node
  return ts.isCallExpression(parent) && /^(describe|test)\b/.test(parent.expression.getText())
}

/** A function of HTTP that declares routes is a table of them; its handlers are looked at alone. */
const isRouteTable = (node: ts.SignatureDeclaration): boolean =>
  ts.isFunctionDeclaration(node) &&
  /Routes?$/.test(node.name?.text ?? '') &&
  node.parameters[0]?.type?.getText() === 'App'
