import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway'
import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'

// node bench/gateway/stock-gateway.ts OPTIONS-AS-JSON: stock ApolloGateway as its documentation sets it up. Prints its address; ends with its standard
// input.

export type StockGatewayOptions = { supergraphSdl: string; subgraphUrls: Record<string, string> }

const { supergraphSdl, subgraphUrls }: StockGatewayOptions = JSON.parse(process.argv[2] ?? '')
const gateway = new ApolloGateway({
  supergraphSdl,
  buildService: ({ name }) => new RemoteGraphQLDataSource({ url: `${subgraphUrls[String(name)]}/graphql` }),
})
const server = new ApolloServer({ gateway })
const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' } })
console.log(url)
process.stdin.resume().once('end', () => process.exit(0))
