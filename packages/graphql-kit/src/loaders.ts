import DataLoader from 'dataloader'

/**
 * A per-request loader over one statement: `load` gets all keys of a level at once and answers a Map; what is absent from it is null.
 */
export const batchLoader = <Key, Value, CacheKey = Key>(
  load: (keys: readonly Key[]) => Promise<ReadonlyMap<CacheKey | Key, Value>>,
  cacheKeyOf?: (key: Key) => CacheKey,
): DataLoader<Key, Value | null, CacheKey> =>
  new DataLoader<Key, Value | null, CacheKey>(
    async (keys) => {
      const found = await load(keys)
      return keys.map((key) => found.get(cacheKeyOf ? cacheKeyOf(key) : key) ?? null)
    },
    cacheKeyOf ? { cacheKeyFn: cacheKeyOf } : {},
  )
