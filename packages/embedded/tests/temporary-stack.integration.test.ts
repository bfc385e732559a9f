import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { identify, isRunning, startTemporaryStack } from '@forum/embedded'
import { expect, onTestFinished, test } from 'vitest'

const silent = { info() {}, warn() {}, error() {} }

test('what a killed test run left is ended by the next one; what a living one uses is not', async () => {
  const run = spawn(process.execPath, [join(import.meta.dirname, 'fixtures', 'temporary.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void run.kill('SIGKILL'))
  const [line] = await once(run.stdout, 'data')
  const left = identify(Number(String(line)))
  if (!left) throw new Error('the store has ended')
  const beside = await startTemporaryStack({ stores: ['clickhouse'], logger: silent })
  expect(isRunning(left)).toBe(true)
  run.kill('SIGKILL')
  await once(run, 'exit')
  const next = await startTemporaryStack({ stores: ['clickhouse'], logger: silent })
  expect(isRunning(left)).toBe(false)
  expect(beside.stack.clickhouse?.running).toBe(true)
  await beside.remove()
  await next.remove()
})
