import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway'
import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'

// The peer of gateway-throughput.ts: stock ApolloGateway as its documentation sets it up, over the same supergraph and subgraphs. It sends
// what a subgraph demands (the gateway's secret, the reader's token) and does nothing else of what our gateway does.

const { SUBGRAPH_SECRET = '', PORT = '' } = process.env
const urls: Record<string, string | undefined> = {
  auth: process.env['AUTH_URL'],
  posts: process.env['POSTS_URL'],
  stats: process.env['STATS_URL'],
}

class Subgraph extends RemoteGraphQLDataSource<{ authorization?: string }> {
  override willSendRequest({
    request,
    context,
  }: Parameters<NonNullable<RemoteGraphQLDataSource<{ authorization?: string }>['willSendRequest']>>[0]): void {
    request.http?.headers.set('x-forum-gateway-secret', SUBGRAPH_SECRET)
    if (context.authorization) request.http?.headers.set('authorization', context.authorization)
  }
}

const gateway = new ApolloGateway({
  supergraphSdl: readFileSync(join(import.meta.dirname, '../supergraph.graphql'), 'utf8'),
  buildService: ({ name }) => new Subgraph({ url: `${urls[name]}/graphql` }),
})
const server = new ApolloServer<{ authorization?: string }>({ gateway, csrfPrevention: true })
await startStandaloneServer(server, {
  listen: { port: Number(PORT), host: '127.0.0.1' },
  context: async ({ req }) => (req.headers.authorization ? { authorization: req.headers.authorization } : {}),
})
console.log('ready')
