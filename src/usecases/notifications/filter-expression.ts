import { type ASTNode, Environment } from '@marcbachmann/cel-js'

/** Longest expression, as Amazon has it. */
export const EXPRESSION_MAX = 256

/** Loops within loops: more could keep the process busy for seconds with one notification. */
const LOOPS_MAX = 2

/** What Amazon's filters are made of; no arithmetic and no indexing. */
const OPERATORS = ['value', 'id', 'list', '.', '!_', '-_', '&&', '||', '?:'].concat([
  ...['==', '!=', '<', '<=', '>', '>=', 'in'],
])
const LOOPS = ['all', 'exists', 'exists_one']
const METHODS = ['startsWith', 'endsWith', 'contains', 'size']
const FUNCTIONS = ['has', 'size']

const LANGUAGE = new Environment({
  unlistedVariablesAreDyn: true,
  limits: { maxAstNodes: 100, maxDepth: 20, maxListElements: 50 },
})

/** Says of a payload whether it is wanted. */
export type Filter = (payload: object) => boolean

/**
 * Reads an expression of Google's CEL, as far as Amazon lets filters use it; undefined for what is
 * none. An expression that fails at a payload, as one does that names a field which is not there,
 * does not want it.
 */
export function readFilter(expression: string): Filter | undefined {
  if (expression.length > EXPRESSION_MAX) return undefined
  try {
    const read = LANGUAGE.parse(expression)
    if (!isAllowed(read.ast, 0)) return undefined
    return (payload) => {
      try {
        return read(payload) === true
      } catch {
        return false
      }
    }
  } catch {
    return undefined
  }
}

function isAllowed({ op, args }: ASTNode, loops: number): boolean {
  if (op === 'rcall') {
    const [name, of, values] = args as [string, ASTNode, ASTNode[]]
    const isLoop = LOOPS.includes(name)
    if (!isLoop && !METHODS.includes(name)) return false
    const inside = isLoop ? loops + 1 : loops
    return inside <= LOOPS_MAX && isAllowed(of, loops) && values.every((v) => isAllowed(v, inside))
  }
  if (op === 'call') {
    const [name, values] = args as [string, ASTNode[]]
    return FUNCTIONS.includes(name) && values.every((value) => isAllowed(value, loops))
  }
  if (!OPERATORS.includes(op)) return false
  return partsOf(args).every((part) => isAllowed(part, loops))
}

const isNode = (value: unknown): value is ASTNode =>
  typeof value === 'object' && value !== null && 'op' in value

/** The nodes that a node is made of: one, several, or none in a literal or a name. */
const partsOf = (args: unknown): readonly ASTNode[] =>
  isNode(args) ? [args] : Array.isArray(args) ? args.filter(isNode) : []
