import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { processTree } from '@forum/e2e'

// Linux only: who listens on a port of this machine, and whom they talk to, as /proc tells it.

const states = { established: '01', listening: '0A' }
/** 127.0.0.1 and ::1, and the first within the latter's kind. */
const loopback = /^(0100007F|00000000000000000000000001000000|0000000000000000FFFF00000100007F)$/

type Socket = { localPort: number; remotePort: number; isLocal: boolean; state: string; inode: string }

/**
 * Processor time so far, in milliseconds, of everything that works for whoever listens on a port: the processes that hold its socket and those below them,
 * and the same of each server of this machine that they have a TCP connection to, such as their Postgres.
 */
export function cpuOfListener(port: number): number {
  const sockets = ['tcp', 'tcp6'].flatMap(socketsOf)
  const holders = holdersOfSockets()
  const seen = new Map<number, number>()
  const ports = [port]
  for (let next = ports.shift(); next !== undefined; next = ports.shift()) {
    const found = sockets
      .filter(({ localPort, state }) => localPort === next && state === states.listening)
      .flatMap(({ inode }) => holders.get(inode) ?? [])
      .flatMap((pid) => processTree(pid))
      .filter(({ pid }) => !seen.has(pid))
    for (const { pid, cpuMs } of found) seen.set(pid, cpuMs)
    const pids = new Set(found.map(({ pid }) => pid))
    const isTheirs = ({ inode }: Socket) => holders.get(inode)?.some((pid) => pids.has(pid)) === true
    for (const socket of sockets)
      if (socket.state === states.established && socket.isLocal && isTheirs(socket)) ports.push(socket.remotePort)
  }
  if (seen.size === 0) throw new Error(`nobody of this machine listens on port ${port}: start the peer first`)
  return [...seen.values()].reduce((sum, ms) => sum + ms, 0)
}

function socketsOf(kind: string): Socket[] {
  const [, ...lines] = readFileSync(`/proc/net/${kind}`, 'utf8').trim().split('\n')
  return lines.map((line) => {
    const [, local = '', remote = '', state = '', , , , , , inode = ''] = line.trim().split(/\s+/)
    const [remoteAddress = '', remotePort = '0'] = remote.split(':')
    return {
      localPort: Number.parseInt(local.split(':')[1] ?? '0', 16),
      remotePort: Number.parseInt(remotePort, 16),
      isLocal: loopback.test(remoteAddress),
      state,
      inode,
    }
  })
}

/** By the socket's inode. */
function holdersOfSockets(): Map<string, number[]> {
  const holders = new Map<string, number[]>()
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
    for (const target of openFilesOf(pid)) {
      const [, inode] = /^socket:\[(\d+)\]$/.exec(target) ?? []
      if (inode) holders.set(inode, [...(holders.get(inode) ?? []), Number(pid)])
    }
  return holders
}

function openFilesOf(pid: string): string[] {
  const folder = `/proc/${pid}/fd`
  return orNone(() => readdirSync(folder)).flatMap((fd) => orNone(() => [readlinkSync(`${folder}/${fd}`)]))
}

/** Nothing of what has ended or changed meanwhile, or is not ours to look at. */
function orNone(look: () => string[]): string[] {
  try {
    return look()
  } catch {
    return []
  }
}
