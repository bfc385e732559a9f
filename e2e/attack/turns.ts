import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ForumNetwork } from '../src/index.ts'

const services = ['gateway', 'auth', 'posts', 'stats'] as const

export type LongestTurn = { service: string; cpuMs: number }

/** The longest turn of any service's main thread since a moment, in milliseconds of processor time. */
export function longestTurnSince(network: ForumNetwork, directory: string, sinceMs: number): LongestTurn {
  let longest: LongestTurn = { service: '-', cpuMs: 0 }
  for (const service of services) {
    const file = join(directory, `${network.service(service).pid}.jsonl`)
    if (!existsSync(file)) continue
    for (const line of readFileSync(file, 'utf8').trimEnd().split('\n')) {
      const { at, cpuMs }: { at: number; cpuMs: number } = JSON.parse(line)
      if (at >= sinceMs && cpuMs > longest.cpuMs) longest = { service, cpuMs }
    }
  }
  return longest
}
