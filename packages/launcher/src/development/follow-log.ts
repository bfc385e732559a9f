import { createReadStream, statSync, watchFile } from 'node:fs'

/** Writes to the terminal, behind the service's name, what is added to its log from now on. */
export function followLog(label: string, file: string, signal: AbortSignal): void {
  let read = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  let rest = ''
  const watcher = watchFile(file, { interval: 200, persistent: false }, ({ size }) => {
    if (size < read) read = 0 // begun anew
    if (size === read) return
    const end = size - 1
    createReadStream(file, { start: read, end, encoding: 'utf8' }).on('data', (chunk) => {
      const lines = (rest + chunk.toString()).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) process.stdout.write(`${label.padEnd(8)} ${readable(line)}\n`)
    })
    read = size
  })
  signal.addEventListener('abort', () => watcher.removeAllListeners())
}

/** A log line of a service is JSON: its level and message first, then what else it says. Other lines stay as they are. */
function readable(line: string): string {
  let entry: unknown
  try {
    entry = JSON.parse(line)
  } catch {
    return line
  }
  if (typeof entry !== 'object' || entry === null || !('msg' in entry)) return line
  const { level, msg, ...details } = entry as Record<string, unknown> & { level?: unknown; msg: unknown } // pino's shape, checked above
  for (const constant of ['time', 'pid', 'hostname', 'name']) delete details[constant]
  return `${String(level)} ${String(msg)} ${Object.keys(details).length > 0 ? JSON.stringify(details) : ''}`
}
