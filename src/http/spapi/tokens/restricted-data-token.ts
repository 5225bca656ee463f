import type {
  CreateRestrictedDataTokenRequest,
  CreateRestrictedDataTokenResponse,
} from '@sp-api-sdk/tokens-api-2021-03-01'
import { Type } from 'typebox'
import {
  type RestrictedResource,
  restrictedToken,
  TOKEN_SECONDS,
} from '../../../usecases/apps/tokens.ts'
import { leadsTo } from '../admit.ts'
import { bodyFor } from '../body.ts'
import { type Failure, invalidInput, unauthorized } from '../failure.ts'
import { type Operation, operation } from '../operation.ts'

const Body = bodyFor<CreateRestrictedDataTokenRequest>()(
  Type.Object({
    targetApplication: Type.Optional(Type.String()),
    restrictedResources: Type.Array(
      Type.Object({
        method: Type.String({ enum: ['GET', 'PUT', 'POST', 'DELETE'] }),
        path: Type.String({ minLength: 1, maxLength: 2_000 }),
        dataElements: Type.Optional(Type.Array(Type.String({ maxLength: 100 }), { maxItems: 20 })),
      }),
      { minItems: 1, maxItems: 50 },
    ),
  }),
)

export const createRestrictedDataToken = operation({
  id: 'createRestrictedDataToken',
  model: 'tokens_2021-03-01',
  method: 'POST',
  path: '/tokens/2021-03-01/restrictedDataToken',
  ...{ rate: 1, burst: 10 },
  access: { as: 'seller', scope: null },
  query: {},
  body: Body,
  ...{ success: 200, envelope: 'bare' },
  differs: 'Tokens can not be delegated: `targetApplication` is refused.',
  answer: async (ask): Promise<Failure | CreateRestrictedDataTokenResponse> => {
    const { caller, body, operations, engine, seller, machineNow } = ask
    if (caller.restricted) return unauthorized('A restricted data token can not make another.')
    if (body.targetApplication !== undefined) {
      return invalidInput("'targetApplication' is not supported.")
    }
    for (const resource of body.restrictedResources) {
      const no = refusedResource(resource, operations)
      if (no) return no
    }
    const resources = body.restrictedResources.map(({ method, path, dataElements = [] }) => {
      return { method, path, dataElements }
    })
    const from = { provider: caller.provider, seller }
    const token = await restrictedToken(engine, from, resources, machineNow)
    return { restrictedDataToken: token, expiresIn: TOKEN_SECONDS }
  },
})

function refusedResource(
  { method, path, dataElements = [] }: Partial<RestrictedResource>,
  operations: readonly Operation[],
): Failure | undefined {
  const found = operations.find(
    (one) =>
      one.personal && one.method === method && (leadsTo(one, path ?? '') || one.path === path),
  )
  if (!found?.personal) {
    return invalidInput(`'${method} ${path}' is not a restricted operation of this server.`)
  }
  const unknown = dataElements.find((element) => !found.personal?.elements.includes(element))
  if (unknown === undefined) return undefined
  return invalidInput(`'${unknown}' is not a data element of ${found.id}.`)
}
