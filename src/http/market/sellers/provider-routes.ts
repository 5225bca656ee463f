import { Type } from 'typebox'
import { issueRefreshToken } from '../../../usecases/apps/consent.ts'
import { consentByCode } from '../../../usecases/apps/consent-by-code.ts'
import { issueCredentials } from '../../../usecases/apps/credentials.ts'
import { authoriseProvider } from '../../../usecases/sellers/authorise-provider.ts'
import { listProviders } from '../../../usecases/sellers/list-sellers.ts'
import { connectedProviders, findApplication } from '../../../usecases/sellers/providers.ts'
import { setRedirectUris } from '../../../usecases/sellers/redirect-uris.ts'
import { registerProvider } from '../../../usecases/sellers/register-provider.ts'
import { revokeProvider } from '../../../usecases/sellers/revoke-provider.ts'
import { forbidCaching, readable, writable } from '../../kit/access.ts'
import { answer, intentOf, show } from '../../kit/answer.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import {
  fromCursor,
  isName,
  limitOf,
  Page,
  PageQuery,
  pageOf,
  Reference,
  Shape,
  shownTime,
  shownTimeOrNull,
  Text,
} from '../../kit/schemas.ts'
import {
  ApplicationAnswer,
  AuthorisationAnswer,
  AuthorisationAsk,
  CodeConsentAnswer,
  CodeConsentAsk,
  ConnectedProvider,
  ConsentAnswer,
  CredentialsAnswer,
  ProviderAnswer,
  ProviderAsk,
  ProviderMade,
  ProviderParams,
  RedirectsAnswer,
  RedirectsAsk,
  SellerParams,
} from './schemas.ts'

const tags = ['Service providers']

/** Apps that work on sellers' accounts, and what each seller lets them do. */
export function providerRoutes(app: App, { engine, door }: HttpDeps): void {
  app.get(
    '/v1/providers',
    {
      config: readable(['seller', 'operator'], 'parties'),
      schema: {
        tags,
        summary: 'Service providers, and whether each supports points',
        querystring: Shape(PageQuery),
        response: { 200: Page(ProviderAnswer) },
      },
    },
    async ({ query }) => {
      const limit = limitOf(query)
      const found = await listProviders(engine, fromCursor(query.cursor, isName), limit)
      return pageOf(
        found,
        limit,
        (provider) => provider.reference,
        (provider) => provider,
      )
    },
  )

  app.post(
    '/v1/providers',
    {
      config: writable(['operator'], 'parties'),
      schema: {
        tags,
        summary: 'Make a service provider known',
        body: ProviderAsk,
        response: { 201: ProviderMade },
      },
    },
    async (request, reply) => {
      const made = await registerProvider(engine, intentOf(request), request.body)
      return answer(request, reply, 201, made)
    },
  )

  app.post(
    '/v1/providers/:provider/credentials',
    {
      config: writable(['operator'], 'parties'),
      schema: {
        tags,
        summary: 'Make a client id and secret for its program, or rotate the secret',
        params: Shape({ provider: Reference('price-tool') }),
        response: { 201: CredentialsAnswer },
      },
    },
    async (request, reply) => {
      const now = door.clock.now()
      const made = await issueCredentials(engine, intentOf(request), request.params, now)
      return answer(request, forbidCaching(reply), 201, made, ({ oldSecretUntil, ...rest }) => ({
        ...{ ...rest, oldSecretUntil: shownTimeOrNull(oldSecretUntil) },
      }))
    },
  )

  app.put(
    '/v1/providers/:provider/redirect-uris',
    {
      config: writable(['operator'], 'parties'),
      schema: {
        tags,
        summary: 'Replace where its website has sellers sent back to',
        params: Shape({ provider: Reference('price-tool') }),
        body: RedirectsAsk,
        response: { 200: RedirectsAnswer },
      },
    },
    async (request, reply) => {
      const ask = { ...request.params, ...request.body }
      return answer(request, reply, 200, await setRedirectUris(engine, intentOf(request), ask))
    },
  )

  app.get(
    '/v1/applications/:application',
    {
      config: readable(['seller', 'operator'], 'parties'),
      schema: {
        tags,
        summary: 'The service provider that sends sellers here with an application id',
        params: Shape({ application: Text(100) }),
        response: { 200: ApplicationAnswer },
      },
    },
    async (request, reply) =>
      show(
        request,
        reply,
        await findApplication(engine.pool, request.params.application),
        ({ redirectUris, ...found }) => ({ ...found, redirectUris: [...redirectUris] }),
      ),
  )

  app.post(
    '/v1/sellers/:seller/consents',
    {
      config: writable(['seller'], 'parties'),
      schema: {
        tags,
        summary: 'Let the service provider that sent the seller here act, and go back with a code',
        params: SellerParams,
        body: CodeConsentAsk,
        response: { 201: CodeConsentAnswer },
      },
    },
    async (request, reply) => {
      const ask = { ...request.params, ...request.body }
      const now = door.clock.now()
      const given = await consentByCode(engine, intentOf(request), ask, now)
      await door.gate.settled()
      return answer(request, forbidCaching(reply), 201, given)
    },
  )

  app.post(
    '/v1/sellers/:seller/providers/:provider/refresh-tokens',
    {
      config: writable(['seller'], 'parties'),
      schema: {
        tags,
        summary: 'Make a refresh token for an authorised provider’s program',
        params: ProviderParams,
        response: { 201: ConsentAnswer },
      },
    },
    async (request, reply) => {
      const made = await issueRefreshToken(engine, intentOf(request), request.params)
      return answer(request, forbidCaching(reply), 201, made)
    },
  )

  app.get(
    '/v1/sellers/:seller/providers',
    {
      config: readable(['seller', 'operator'], 'parties'),
      schema: {
        tags,
        summary: 'A seller’s connected service providers',
        params: SellerParams,
        response: { 200: Shape({ items: Type.Array(ConnectedProvider) }) },
      },
    },
    async (request, reply) => {
      const found = await connectedProviders(engine, request.params.seller)
      return show(request, reply, found, (providers) => ({
        items: providers.map((provider) => ({
          ...provider,
          authorisedAt: shownTime(provider.authorisedAt),
          revokedAt: shownTimeOrNull(provider.revokedAt),
        })),
      }))
    },
  )

  app.put(
    '/v1/sellers/:seller/providers/:provider',
    {
      config: writable(['seller'], 'parties'),
      schema: {
        tags,
        summary: 'Let a service provider act within scopes',
        params: ProviderParams,
        body: AuthorisationAsk,
        response: { 200: AuthorisationAnswer },
      },
    },
    async (request, reply) => {
      const ask = { ...request.params, ...request.body }
      const authorised = await authoriseProvider(engine, intentOf(request), ask)
      await door.gate.settled()
      return answer(request, reply, 200, authorised)
    },
  )

  app.delete(
    '/v1/sellers/:seller/providers/:provider',
    {
      config: writable(['seller', 'operator'], 'parties'),
      schema: {
        tags,
        summary: 'End what a service provider may do, at once',
        params: ProviderParams,
        response: { 200: Shape({ provider: Type.String() }) },
      },
    },
    async (request, reply) => {
      const revoked = await revokeProvider(engine, intentOf(request), request.params)
      await door.gate.settled()
      return answer(request, reply, 200, revoked)
    },
  )
}
