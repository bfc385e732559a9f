type Reference = (...args: unknown[]) => unknown

/**
 * Makes every `__resolveReference` asynchronous: one that throws before it returns a promise would otherwise end the whole batch of
 * entities instead of its own.
 */
export const withAsyncReferences = (resolvers: object): object =>
  Object.fromEntries(
    Object.entries(resolvers).map(([type, fields]) => {
      const reference: unknown = fields?.__resolveReference
      if (typeof reference !== 'function') return [type, fields]
      const resolve = reference as Reference // typeof says that it is callable
      return [type, { ...fields, __resolveReference: async (...args: unknown[]) => resolve(...args) }]
    }),
  )
