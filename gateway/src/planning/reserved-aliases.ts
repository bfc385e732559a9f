import { GraphQLError, type ValidationRule } from 'graphql'

/**
 * Names that begin with two underscores belong to GraphQL itself: who calls another field `__typename` would make the gateway take its
 * value for a type. The field of that name may be said in full.
 */
export const noReservedAliases: ValidationRule = (context) => ({
  Field({ alias, name }) {
    if (alias?.value.startsWith('__') && alias.value !== name.value)
      context.reportError(
        new GraphQLError(
          `"${alias.value}" cannot be an alias: names that begin with two underscores are GraphQL's own. Choose another, such as "${alias.value.replace(/^_+/, '') || 'it'}".`,
          { nodes: alias },
        ),
      )
  },
})
