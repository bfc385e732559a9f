import { connect } from 'node:net'

const metadataRequest = 3
const version = 1
const correlationId = 1

/**
 * Whether the broker serves: it knows a controller and itself is not fenced. One Metadata request (v1, of no topic) of Kafka's protocol,
 * because a client library would bring its own retries and warnings into the launcher.
 */
export function brokerServes(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    let answer = Buffer.alloc(0)
    socket.setTimeout(2000, () => socket.destroy())
    socket.once('connect', () => socket.write(request()))
    socket.on('data', (chunk) => {
      answer = Buffer.concat([answer, chunk])
      if (isWhole(answer)) socket.destroy()
    })
    socket.once('error', () => {}) // 'close' follows: not yet
    socket.once('close', () => resolve(hasBrokerAndController(answer)))
  })
}

export function request(): Buffer {
  const buffer = Buffer.alloc(4 + 14)
  buffer.writeInt32BE(14, 0)
  buffer.writeInt16BE(metadataRequest, 4)
  buffer.writeInt16BE(version, 6)
  buffer.writeInt32BE(correlationId, 8)
  buffer.writeInt16BE(-1, 12) // no client id
  buffer.writeInt32BE(0, 14) // of no topic
  return buffer
}

const isWhole = (answer: Buffer): boolean => answer.length >= 4 && answer.length >= 4 + answer.readInt32BE(0)

/** size, correlation id, brokers [node id, host, port, rack], controller id, topics. */
export function hasBrokerAndController(answer: Buffer): boolean {
  // A connection to a port where nobody listens can be given that very port, and then hears its own request.
  if (!isWhole(answer) || answer.length < 12 || answer.readInt32BE(4) !== correlationId) return false
  let at = 12
  const brokers = answer.readInt32BE(8)
  for (let n = 0; n < brokers; n += 1) {
    at += 4
    at += 2 + answer.readInt16BE(at) + 4
    at += 2 + Math.max(answer.readInt16BE(at), 0)
  }
  return brokers > 0 && answer.readInt32BE(at) >= 0
}
