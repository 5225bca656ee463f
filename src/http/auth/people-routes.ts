import { Type } from 'typebox'
import { listActions } from '../../usecases/auth/audit.ts'
import { changePerson, createPerson, listPeople, type Person } from '../../usecases/auth/people.ts'
import { readable, writable } from '../kit/access.ts'
import { answer, intentOf } from '../kit/answer.ts'
import type { App } from '../kit/app-type.ts'
import type { HttpDeps } from '../kit/deps.ts'
import { NameOf, withNames } from '../kit/names.ts'
import {
  fromCursor,
  Id,
  isId,
  limitOf,
  Moment,
  momentOf,
  Nullable,
  Page,
  PageQuery,
  pageOf,
  QueryNumber,
  Reference,
  Shape,
  shownTime,
  shownTimeOrNull,
  Text,
  When,
  Word,
} from '../kit/schemas.ts'
import { ROLES } from './roles.ts'

const RoleFields = {
  role: Word(ROLES),
  buyer: Type.Optional(Reference('hanako')),
  seller: Type.Optional(Reference('tea-house')),
}

const Password = Type.String({ minLength: 10, maxLength: 128, pattern: '^[^\\p{Cs}\\0]*$' })

const NewPerson = Shape(
  {
    login: Text(200, { minLength: 3, examples: ['taro@tea.example.jp'] }),
    name: Text(200, { examples: ['茶屋太郎'] }),
    password: Password,
    ...RoleFields,
  },
  {
    examples: [
      {
        login: 'taro@tea.example.jp',
        name: '茶屋太郎',
        password: 'correct horse battery',
        role: 'seller',
        seller: 'tea-house',
      },
    ],
  },
)

const PersonChange = Shape(
  {
    name: Type.Optional(Text(200)),
    password: Type.Optional(Password),
    disabled: Type.Optional(Type.Boolean()),
    role: Type.Optional(Shape(RoleFields)),
  },
  { minProperties: 1, examples: [{ disabled: true }] },
)

const PersonAnswer = Shape({
  id: Id,
  login: Type.String(),
  name: Type.String(),
  role: Word(ROLES),
  buyer: Nullable(Type.String()),
  seller: Nullable(Type.String()),
  createdAt: When,
  disabledAt: Nullable(When),
})

const personShown = (person: Person) => ({
  ...person,
  createdAt: shownTime(person.createdAt),
  disabledAt: shownTimeOrNull(person.disabledAt),
})

/** People that can log in, and what operators did. */
export function peopleRoutes(app: App, { engine, door }: HttpDeps): void {
  const tags = ['Access']
  const config = writable(['operator'], 'access')

  app.get(
    '/v1/people',
    {
      config: readable(['operator'], 'access'),
      schema: {
        tags,
        summary: 'People who can log in',
        querystring: Shape(PageQuery),
        response: { 200: Page(PersonAnswer) },
      },
    },
    async ({ query }) => {
      const limit = limitOf(query)
      const people = await listPeople(engine, fromCursor(query.cursor, isId) ?? 0, limit)
      return pageOf(people, limit, (person) => person.id, personShown)
    },
  )

  app.post(
    '/v1/people',
    {
      config,
      schema: {
        tags,
        summary: 'Let a person log in',
        body: NewPerson,
        response: { 201: PersonAnswer },
      },
    },
    async (request, reply) => {
      const intent = intentOf(request, ['password'])
      return answer(
        request,
        reply,
        201,
        await createPerson(engine, intent, request.body),
        personShown,
      )
    },
  )

  app.patch(
    '/v1/people/:person',
    {
      config,
      schema: {
        tags,
        summary: 'Change what a person is or may do',
        description: 'A new password, role or ban ends the person’s sessions at once.',
        params: Shape({ person: QueryNumber() }),
        body: PersonChange,
        response: { 200: PersonAnswer },
      },
    },
    async (request, reply) => {
      const intent = intentOf(request, ['password'])
      const ask = { ...request.body, person: Number(request.params.person) }
      const changed = await changePerson(engine, intent, ask)
      await door.gate.settled()
      return answer(request, reply, 200, changed, personShown)
    },
  )

  app.get(
    '/v1/audit',
    {
      config: readable(['operator'], 'access'),
      schema: {
        tags,
        summary: 'What operators did, newest first',
        querystring: Shape({
          ...PageQuery,
          caller: Type.Optional(Text(64)),
          action: Type.Optional(Text(64, { examples: ['policies'] })),
          about: Type.Optional(Text(100, { examples: ['hanako'] })),
          outcome: Type.Optional(Word(['done', 'refused'])),
          from: Type.Optional(Moment),
          until: Type.Optional(Moment),
        }),
        response: { 200: Page(Action) },
      },
    },
    async (request) => {
      const { query } = request
      const limit = limitOf(query)
      const before = fromCursor(query.cursor, isId) ?? Number.MAX_SAFE_INTEGER
      const { cursor: _, limit: __, from, until, ...search } = query
      const stretch = {
        ...(from === undefined ? {} : { from: momentOf(from, '/from') }),
        ...(until === undefined ? {} : { until: momentOf(until, '/until') }),
      }
      const found = await listActions(engine, { ...search, ...stretch }, before, limit)
      const actions = await withNames(engine, request, found, 'caller')
      return pageOf(
        actions,
        limit,
        (action) => action.id,
        (action) => ({ ...action, at: shownTime(action.at) }),
      )
    },
  )
}

const Action = Shape({
  id: Id,
  at: When,
  caller: Type.String({ examples: ['person:1'] }),
  callerName: NameOf,
  action: Type.String({ examples: ['POST /v1/buyers/:buyer/adjustments'] }),
  target: Type.Unsafe<object>({ type: 'object', additionalProperties: { type: 'string' } }),
  asked: Type.Unknown({ description: 'The body, without secrets' }),
  key: Nullable(Type.String()),
  status: Type.Integer(),
  code: Nullable(Type.String({ description: 'The code of the refusal' })),
})
