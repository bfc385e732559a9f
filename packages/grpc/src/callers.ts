import { type ChannelOptions, Metadata } from '@grpc/grpc-js'

/** Names of the metadata by which a caller says and proves which service it is. */
export const serviceMetadata = { name: 'x-forum-service', secret: 'x-forum-service-secret' } as const

/** What each call of a service carries. */
export function callerMetadata(name: string, secret: string): Metadata {
  const metadata = new Metadata()
  metadata.set(serviceMetadata.name, name)
  metadata.set(serviceMetadata.secret, secret)
  return metadata
}

/** Of every channel: calls are spread over replicas, and one that broke is there again soon. */
export const channelOptions: ChannelOptions = {
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 1_000,
  'grpc.keepalive_time_ms': 10_000,
  'grpc.keepalive_timeout_ms': 3_000,
  'grpc.service_config': JSON.stringify({ loadBalancingConfig: [{ round_robin: {} }] }),
}
