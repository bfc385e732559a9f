import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** A program of this folder that runs until it is ended, and the first line that it printed. */
export type Running = { pid: number; said: string; end: () => Promise<void> }

/** Gateways have a processor to themselves; who asks and who answers them share the other. */
const processors = { gateway: '0', others: '1' } as const

export async function run(
  program: string,
  args: readonly string[],
  on: keyof typeof processors,
  cwd: string,
): Promise<Running> {
  const child = spawn(
    'taskset',
    ['-c', processors[on], process.execPath, join(import.meta.dirname, program), ...args],
    {
      cwd,
      env: { ...process.env, NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: '1' },
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  )
  const lines = createInterface({ input: child.stdout })
  const said = await Promise.race([firstLine(lines), ended(child, program)])
  lines.on('line', (line) => console.error(`${program}: ${line}`))
  return {
    pid: child.pid ?? 0, // taskset becomes the program
    said,
    end: async () => {
      if (child.exitCode !== null) return
      child.stdin.end()
      await once(child, 'exit')
    },
  }
}

/** Keeps all threads of this process off the gateways' processor. */
export const stayOffTheGateways = (): void => {
  execFileSync('taskset', ['-apc', processors.others, String(process.pid)], { stdio: 'ignore' })
}

async function firstLine(lines: ReturnType<typeof createInterface>): Promise<string> {
  const [line] = await once(lines, 'line')
  return String(line)
}

async function ended(child: ChildProcess, program: string): Promise<never> {
  const [code] = await once(child, 'exit')
  throw new Error(`${program} ended with ${code} before it was ready`)
}
