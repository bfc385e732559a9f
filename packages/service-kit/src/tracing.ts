import type { Span, TextMapGetter, Tracer } from '@opentelemetry/api'

type Api = typeof import('@opentelemetry/api')

/** Set while spans are sent. Without it every function here does nothing but call what it was given. */
let active: { api: Api; tracer: Tracer } | undefined

/**
 * Sends spans by OTLP to OTEL_EXPORTER_OTLP_ENDPOINT (OpenTelemetry's own variables say how). When that is not set, nothing of OpenTelemetry
 * is loaded. Gives how to send what is left and stop, or null.
 */
export async function startTracing(serviceName: string): Promise<(() => Promise<void>) | null> {
  if (!process.env.OTEL_EXPORTER_OTLP_ENDPOINT) return null
  const [{ NodeSDK }, api] = await Promise.all([import('@opentelemetry/sdk-node'), import('@opentelemetry/api')])
  // Spans only: metrics are scraped, and logs are lines.
  const sdk = new NodeSDK({ serviceName, instrumentations: [], metricReaders: [], logRecordProcessors: [] })
  sdk.start()
  active = { api, tracer: api.trace.getTracer('forum') }
  return () => sdk.shutdown()
}

/** Numbers in base units; no text that a person wrote. */
type SpanAttributes = Readonly<Record<string, string | number | boolean>>

type SpanKindName = 'internal' | 'server' | 'client' | 'producer' | 'consumer'

export type SpanOptions = { kind?: SpanKindName; attributes?: SpanAttributes }

/** Runs `work` as a span below the one that is running; an error that it throws is the span's. */
export function traced<T>(
  name: string,
  { kind = 'internal', attributes = {} }: SpanOptions,
  work: () => Promise<T>,
): Promise<T> {
  if (!active) return work()
  const { api, tracer } = active
  return tracer.startActiveSpan(name, { kind: kindOf(api, kind), attributes }, (span) => ended(api, span, work()))
}

/** The same below the span whose W3C `traceparent` came with a request or a message. */
export function tracedFrom<T>(
  traceParent: string | undefined,
  name: string,
  options: SpanOptions,
  work: () => Promise<T>,
): Promise<T> {
  if (!active) return work()
  const { api } = active
  const parent = api.propagation.extract(api.ROOT_CONTEXT, traceParent, onlyTraceParent)
  return api.context.with(parent, () => traced(name, options, work))
}

/** The `traceparent` of the span that is running, to be sent with what it asks others. */
export function currentTraceParent(): string | undefined {
  if (!active) return undefined
  const carrier: Record<string, string> = {}
  active.api.propagation.inject(active.api.context.active(), carrier)
  return carrier.traceparent
}

async function ended<T>(api: Api, span: Span, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    span.setStatus({ code: api.SpanStatusCode.ERROR })
    if (error instanceof Error) span.recordException({ name: error.name, message: error.message })
    throw error
  } finally {
    span.end()
  }
}

const kindOf = (api: Api, kind: SpanKindName): number => {
  const { INTERNAL, SERVER, CLIENT, PRODUCER, CONSUMER } = api.SpanKind
  return { internal: INTERNAL, server: SERVER, client: CLIENT, producer: PRODUCER, consumer: CONSUMER }[kind]
}

const onlyTraceParent: TextMapGetter<string | undefined> = {
  keys: () => ['traceparent'],
  get: (carrier, key) => (key === 'traceparent' ? carrier : undefined),
}
