import type { Static, TSchema } from 'typebox'
import type { Instant } from '../../rules/time/instant.ts'
import type { AppCaller } from '../../usecases/apps/caller.ts'
import type { GrantlessScope } from '../../usecases/apps/tokens.ts'
import type { Engine, Intent } from '../../usecases/engine.ts'
import type { Scope } from '../../usecases/sellers/providers.ts'
import type { Failure } from './failure.ts'
import type { Parameters, Query } from './parameters.ts'

/** Who may call an operation. */
export type OperationAccess =
  /** An app on behalf of a seller that gave it the scope; null: any scope will do. */
  | { readonly as: 'seller'; readonly scope: Scope | null }
  /** An app on behalf of nobody. */
  | { readonly as: 'app'; readonly grantless: GrantlessScope }

/** Data of persons in an answer, shown to a restricted data token that names them. */
export interface PersonalData {
  readonly elements: readonly string[]
  /** Whether the operation is refused without such a token; else it answers without the data. */
  readonly needed: boolean
}

interface Description {
  /** Amazon's operation id. */
  readonly id: string
  /** Amazon's model that describes it: the name of its file, without `.json`. */
  readonly model: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Requests per second, and how many at once, as Amazon documents them. */
  readonly rate: number
  readonly burst: number
  readonly access: OperationAccess
  readonly personal?: PersonalData
  /** Whether it reads alone, though its method is not GET; the database then limits it, too. */
  readonly reads?: true
  readonly success: 200 | 201 | 202 | 204
  /** Whether the result stands under `payload` or is the whole body. */
  readonly envelope: 'payload' | 'bare'
  /**
   * How the answer differs from Amazon's, in a sentence for the documentation;
   * empty if it does not.
   */
  readonly differs: string
}

/** What an operation is asked, and by whom. */
export interface Ask<Path extends string = string, Q = unknown, B = unknown> {
  readonly engine: Engine
  readonly caller: AppCaller
  /** The seller it acts for. Throws for an operation that acts for nobody. */
  readonly seller: NonNullable<AppCaller['seller']>
  /** For the use case of a write: requests have no key of their own, so each is done once. */
  readonly intent: Intent
  /** The engine's time, and the machine's for what must not jump with a sandbox clock. */
  readonly now: Instant
  readonly machineNow: Instant
  /** Values in the path, decoded. */
  readonly path: Readonly<Record<NamesIn<Path>, string>>
  readonly query: Q
  readonly body: B
  /** Elements of personal data that the token may see. */
  readonly personal: ReadonlySet<string>
  /** Where this server is, as the caller reached it: `http://127.0.0.1:3000`. */
  readonly origin: string
  readonly operations: readonly Operation[]
}

type NamesIn<Path extends string> = string extends Path
  ? string
  : Path extends `${string}{${infer Name}}${infer Rest}`
    ? Name | NamesIn<Rest>
    : never

/** One operation of the Selling Partner API, as the table has it. */
export interface Operation extends Description {
  /** Amazon's path, with names in braces. */
  readonly path: string
  readonly query: Parameters
  readonly body?: TSchema
  readonly answer: (ask: Ask) => Promise<unknown>
}

interface Definition<Path extends string, P extends Parameters, B extends TSchema, Result>
  extends Description {
  readonly path: Path
  readonly query: P
  /** What the body must be at least. Fields it does not name are let pass, as Amazon does. */
  readonly body?: B
  /** The result, before its envelope; of an operation that answers 204, anything. */
  readonly answer: (ask: Ask<Path, Query<P>, Static<B>>) => Promise<Failure | Result>
}

/** Declares an operation; from here on its handler's own types are forgotten. */
export const operation = <
  const Path extends string,
  P extends Parameters,
  B extends TSchema,
  Result,
>(
  definition: Definition<Path, P, B, Result>,
): Operation => definition as unknown as Operation
