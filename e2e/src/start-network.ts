import { testStores } from '@forum/testing'
import { onTestFinished } from 'vitest'
import { ForumNetwork, type NetworkOptions } from './forum-network.ts'

/** A forum over the stores of this test run, ended when the file is over. Call it in beforeAll. */
export async function startNetwork(options: Pick<NetworkOptions, 'environment'> = {}): Promise<ForumNetwork> {
  return ForumNetwork.start({ ...testStores(), ...options })
}

/** The log of the services of a failed test, where somebody looks for the cause. */
export function showLogsOnFailure(network: ForumNetwork): void {
  onTestFinished(({ task }) => {
    if (task.result?.state !== 'fail') return
    for (const name of ['gateway', 'auth', 'posts', 'stats'] as const)
      process.stderr.write(`--- ${name}\n${network.service(name).lastWords()}\n`)
  })
}
