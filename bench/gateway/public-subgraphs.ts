import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { defaultFieldResolver, parse } from 'graphql'
import type { CannedSubgraph } from './canned-subgraph.ts'

type Product = { upc: string; price?: number; weight?: number }
type Data = {
  users: readonly { id: string }[]
  inventory: readonly { upc: string; inStock: boolean }[]
  products: readonly Product[]
  reviews: readonly { id: string; body: string; product: string }[]
}

const folder = join(import.meta.dirname, 'public')
export const readPublic = (file: string): string => readFileSync(join(folder, file), 'utf8')

/** The public benchmark's subgraphs, which answer what its servers do. */
export function publicSubgraphs(): Record<string, CannedSubgraph> {
  const data: Data = JSON.parse(readPublic('data.json'))
  const review = ({ id, body, product }: Data['reviews'][number]) => ({ id, body, product: { upc: product } })
  const reviewsOfUser = data.reviews.slice(0, 2).map(review)
  const resolvers = {
    accounts: {
      Query: {
        me: () => data.users[0],
        user: (_root: unknown, { id }: { id: string }) => data.users.find((user) => user.id === id),
        users: () => data.users,
      },
      User: { __resolveReference: ({ id }: { id: string }) => data.users.find((user) => user.id === id) },
    },
    inventory: {
      Product: {
        // Its servers do not look at the price and weight that they are sent, so that every estimate is null.
        __resolveReference: ({ upc }: Product) => ({
          upc,
          inStock: data.inventory.find((product) => product.upc === upc)?.inStock,
          shippingEstimate: null,
        }),
      },
    },
    products: {
      Query: {
        topProducts: (_root: unknown, { first }: { first: number }) => data.products.slice(0, first),
      },
      Product: {
        __resolveReference: ({ upc }: Product) => data.products.find((product) => product.upc === upc),
      },
    },
    reviews: {
      Review: {
        author: () => ({ id: '1', username: 'urigo', reviews: reviewsOfUser }),
        __resolveReference: ({ id }: { id: string }) => data.reviews.filter((one) => one.id === id).map(review)[0],
      },
      User: { __resolveReference: ({ id }: { id: string }) => ({ id, username: 'user', reviews: reviewsOfUser }) },
      Product: {
        reviews: ({ upc }: Product) => data.reviews.filter(({ product }) => product === upc).map(review),
      },
    },
  }
  return Object.fromEntries(
    Object.entries(resolvers).map(([name, map]) => {
      const schema = buildSubgraphSchema({ typeDefs: parse(readPublic(`${name}.graphql`)), resolvers: map })
      return [name, { schema, fieldResolver: defaultFieldResolver }]
    }),
  )
}
