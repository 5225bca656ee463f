import AjvCompiler from '@fastify/ajv-compiler'
import SerializerSelector from '@fastify/fast-json-stringify-compiler'
import type { FastifyServerOptions } from 'fastify'

type Factories = Required<
  NonNullable<NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']>
>

const buildValidator = AjvCompiler()
const buildSerializer = SerializerSelector()

/**
 * Fastify's own compilers of schemas, put off until a route is asked for the first time: compiling
 * those of all routes would be half of a start.
 */
export const ON_DEMAND: Factories = {
  buildValidator(...settings: Parameters<typeof buildValidator>) {
    const compile = buildValidator(...settings)
    return (part: Parameters<typeof compile>[0]) => {
      let validate: ReturnType<typeof compile> | undefined
      const onDemand = (data: unknown) => {
        validate ??= compile(part)
        const fits = validate(data)
        onDemand.errors = validate.errors
        return fits
      }
      onDemand.errors = undefined as (typeof validate & object)['errors']
      // A call and its errors are all that Fastify asks of a validator.
      return onDemand as ReturnType<typeof compile>
    }
  },
  buildSerializer(schemas, options) {
    const compile = buildSerializer(schemas, options)
    return (part) => {
      let serialize: ReturnType<typeof compile> | undefined
      return (data) => {
        serialize ??= compile(part)
        return serialize(data)
      }
    }
  },
}
