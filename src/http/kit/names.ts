import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { namesOf } from '../../usecases/auth/names.ts'
import type { Engine } from '../../usecases/engine.ts'
import { whoOf } from './access.ts'
import { Nullable } from './schemas.ts'

/** Beside an id of somebody who did something. */
export const NameOf = Nullable(
  Type.String({
    description:
      'What people call it: an app, a person, a seller. null for programs of the programme’s own ' +
      'and, unless an operator asks, for its people',
    examples: ['Price Tool'],
  }),
)

type Named<Item, Field extends keyof Item & string> = Item & {
  readonly [Of in Field as `${Of}Name`]: string | null
}

/** Items with the names of whoever some of their fields name by id: beside `by` is `byName`. */
export async function withNames<Item extends object, Field extends keyof Item & string>(
  { pool }: Engine,
  request: FastifyRequest,
  items: readonly Item[],
  ...fields: readonly Field[]
): Promise<Named<Item, Field>[]> {
  const ids = items.flatMap((item) => fields.map((field) => item[field]))
  const known = [...new Set(ids.filter((id): id is typeof id & string => typeof id === 'string'))]
  const names = await namesOf(pool, known, whoOf(request).role === 'operator')
  return items.map((item) => ({
    ...item,
    ...Object.fromEntries(
      fields.map((field) => [`${field}Name`, names.get(String(item[field])) ?? null]),
    ),
  })) as Named<Item, Field>[]
}
