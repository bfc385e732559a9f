import { resolve } from 'node:path'
import type { Broker, EventProducer } from '@forum/events'
import { OperationObserver } from '@forum/graphql-kit'
import {
  type Clock,
  callerSignal,
  cookieNames,
  createHttpServer,
  type KafkaSettings,
  type Logger,
  type Metrics,
  registerOperations,
  StartError,
  systemClock,
} from '@forum/service-kit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { anonymousCaller } from './admission/admit.ts'
import type { Verifier } from './admission/credentials.ts'
import { registerJsonBody } from './admission/json-body.ts'
import { type Change, changeOfEvents, changeOfMutation, changesProfiles } from './changes/changes.ts'
import { followChanges } from './changes/follow-changes.ts'
import type { GatewayConfig } from './config.ts'
import { registerCors } from './cors.ts'
import { registerCrawlers } from './crawlers/register-crawlers.ts'
import { parseDocument } from './documents/parse-document.ts'
import { PersistedQueries } from './documents/persisted-queries.ts'
import { readTrustedDocuments } from './documents/trusted-documents.ts'
import { registerExports } from './exports/register-exports.ts'
import { OperationExecutor } from './federation/operation-executor.ts'
import { KeptProfiles } from './kept-profiles/kept-profiles.ts'
import { registerJwks } from './keys/register-jwks.ts'
import { InFlightLimit } from './limits/in-flight-limit.ts'
import { OperationWork } from './limits/operation-work.ts'
import { Traffic } from './limits/traffic.ts'
import { visitOf } from './limits/visit.ts'
import { askFor, askForData } from './operations/ask-for.ts'
import { registerGraphql } from './operations/graphql-route.ts'
import { GuestAnswers } from './operations/guest-answers.ts'
import { registerGraphiql } from './pages/register-graphiql.ts'
import { registerSchema } from './pages/register-schema.ts'
import { sendSandboxPage } from './pages/sandbox-page.ts'
import { OperationPlanner } from './planning/operation-planner.ts'
import { PlanningThreads } from './planning/planning-threads.ts'
import { registerPostPictures } from './post-pictures/register-post-pictures.ts'
import { registerSecurityHeaders } from './security-headers.ts'
import { SiteName } from './site-name.ts'
import { openSubgraphs } from './subgraphs.ts'
import { registerFeeds } from './syndication/register-feeds.ts'
import { UsageReporter } from './usage/usage-reporter.ts'
import { VisitorCookies } from './visitor/visitor-cookie.ts'
import { registerWebApp } from './web-app/register-web-app.ts'
import { WrittenPages } from './written-pages/written-pages.ts'

export type GatewayDeps = {
  config: Omit<GatewayConfig, 'AUTH_GRPC_URL' | 'AUTH_GRPC_SECRET' | keyof KafkaSettings>
  supergraphSdl: string
  verifier: Verifier
  producer: Pick<EventProducer, 'send'>
  logger: Logger
  metrics: Metrics
  clock?: Clock
  /** Operations at once; more are OVERLOADED. */
  maximumInFlight?: number
  /** Where each subgraph of the supergraph is; the forum's three unless told. */
  subgraphUrls?: Readonly<Record<string, string>>
  /** Whether guests who ask for the same at the same time are asked for once; they are unless told. */
  sharesReads?: boolean
  /** Whether guests whose operations are identical and under way at the same time get one answer; they do unless told. */
  sharesAnswers?: boolean
  /** Tells of what happens on every gateway, for what is kept; without it that is only as new as its age says. */
  follow?: Broker['consumer']
}

const defaultMaximumInFlight = 1_000

/** Builds the public entry; the caller listens. Closing the app finishes what is under way and closes all that this opened. */
export async function createGateway(deps: GatewayDeps): Promise<FastifyInstance> {
  const { config, supergraphSdl, verifier, producer, logger, metrics, clock = systemClock } = deps
  const publicUrl = config.PUBLIC_URL
  const traffic = new Traffic({ clock, logger, metrics })
  const { loop } = traffic
  const subgraphs = openSubgraphs(
    deps.subgraphUrls ?? { auth: config.AUTH_URL, posts: config.POSTS_URL, stats: config.STATS_URL },
    { loop, logger, metrics, sharesReads: deps.sharesReads ?? true },
  )
  const profiles = new KeptProfiles(() => subgraphs.isConnected('auth'))
  const executor = new OperationExecutor({ supergraphSdl, dataSources: subgraphs.dataSources, profiles, loop, logger })
  const threads = new PlanningThreads(supergraphSdl, logger, metrics)
  const planner = new OperationPlanner({ schema: executor.publicSchema, threads })
  const trusted = readTrustedDocuments(config.WEB_DIR)
  const onlyTrusted = config.TRUSTED_DOCUMENTS === 'only'
  if (onlyTrusted && trusted.texts.size === 0)
    throw new StartError(
      `TRUSTED_DOCUMENTS=only: there is no built web app in ${config.WEB_DIR} whose operations could be trusted. Build it (npm run build -w web), or unset TRUSTED_DOCUMENTS.`,
    )
  // They are for asking what nobody has asked before.
  const offersSandbox = config.SANDBOX && !onlyTrusted
  const usage = new UsageReporter({
    producer,
    knownOperations: trusted.names,
    clock,
    logger,
    metrics,
  })
  const names = cookieNames(publicUrl)
  const webDirectory = resolve(config.WEB_DIR)
  const siteName = new SiteName({
    auth: () => subgraphs.dispatcherOf('auth'),
    gatewaySecret: config.SUBGRAPH_SECRET,
    clock,
    logger,
  })
  const pages = WrittenPages.open({ webDirectory, publicUrl, siteName, logger, metrics })
  const guests = (deps.sharesAnswers ?? true) ? new GuestAnswers({ logger, metrics }) : null
  const onChange = (change: Change | null) => {
    if (change === null) return
    pages?.drop(change)
    guests?.beginAnew()
    for (const dataSource of subgraphs.dataSources.values()) dataSource.beginAnew()
  }
  const following =
    deps.follow &&
    followChanges(deps.follow, config.PORT, (events) => {
      onChange(changeOfEvents(events))
      if (changesProfiles(events)) profiles.drop()
    })

  const app = createHttpServer({ logger, trustProxy: config.TRUST_PROXY, isPublic: true })
  app.removeContentTypeParser('text/plain')
  registerJsonBody(app, (request) => visitOf(traffic, request))
  registerSecurityHeaders(app, publicUrl)
  registerCors(app, config.CORS_ORIGINS, offersSandbox)
  registerOperations(app, {
    name: 'gateway',
    metrics,
    logger,
    port: config,
    secret: config.SUBGRAPH_SECRET,
    drain: () => usage.flush(),
    ready: async () => {
      const checks = await subgraphs.ready()
      // One subgraph that is away is no reason to send nobody here: the rest of a page is served.
      return { ok: Object.values(checks).includes(true), checks: { ...checks } }
    },
  })
  registerGraphql(app, {
    executor,
    observer: new OperationObserver({ metrics, logger }),
    planner,
    persisted: new PersistedQueries({ trusted: trusted.texts, onlyTrusted }),
    onMutation: (fields, texts) => {
      const change = changeOfMutation(fields, texts)
      onChange(change)
      if (change !== 'anything') return
      profiles.drop()
      siteName.changed()
    },
    inFlight: new InFlightLimit(deps.maximumInFlight ?? defaultMaximumInFlight, metrics),
    traffic,
    usage,
    logger,
    guests,
    sendPage: offersSandbox ? sendSandboxPage : null,
    admission: {
      knownOperations: trusted.names,
      publicUrl,
      cookieNames: names,
      gatewaySecret: config.SUBGRAPH_SECRET,
      schema: executor.publicSchema,
      verifier,
      work: new OperationWork({ contention: () => loop.contention }),
      isPlanned: (request) => planner.isPlanned(request),
      visitors: new VisitorCookies({ secret: config.VISITOR_SECRET, publicUrl, cookieName: names.visitor, clock }),
    },
  })
  registerSchema(app, executor.publicSchema, traffic)
  registerJwks(app, { auth: subgraphs.dispatcherOf('auth'), traffic, clock, logger })
  registerExports(app, { statsUrl: config.STATS_URL, gatewaySecret: config.SUBGRAPH_SECRET, traffic, logger })
  if (offersSandbox) await registerGraphiql(app, logger)
  const askAnonymously =
    (request: FastifyRequest, reply: FastifyReply) => (query: string, variables: Record<string, unknown>) =>
      askForData(
        anonymousCaller(request, callerSignal(reply.raw), config.SUBGRAPH_SECRET),
        { planner, executor },
        query,
        variables,
      )
  registerPostPictures(app, { siteName, traffic, logger, metrics, askFor: askAnonymously })
  registerFeeds(app, { publicUrl, siteName, askFor: askAnonymously, traffic, clock, logger })
  registerCrawlers(app, {
    publicUrl,
    posts: () => subgraphs.dispatcherOf('posts'),
    gatewaySecret: config.SUBGRAPH_SECRET,
    traffic,
    clock,
    logger,
  })
  await registerWebApp(app, {
    directory: webDirectory,
    pages,
    patienceMs: config.PAGE_PATIENCE_MS,
    publicUrl,
    siteName,
    traffic,
    logger,
    askFor: (request) => {
      // Whoever asked for the page may leave; others wait for the same one.
      const caller = anonymousCaller(request, new AbortController().signal, config.SUBGRAPH_SECRET)
      return async ({ query, variables }) => (await askFor(caller, { planner, executor }, query, variables)).text
    },
  })
  // A thread that only starts takes as long by itself as a picture may. The query is one that every schema has.
  const query = '{ __typename }'
  await planner.plan({ query, document: parseDocument(query), operationName: undefined, variables: {} })
  app.addHook('onClose', async () => {
    await usage.stop()
    await following?.stop()
    await pages?.close()
    await threads.close()
    await subgraphs.close()
  })
  return app
}
