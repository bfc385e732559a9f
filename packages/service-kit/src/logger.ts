import { type Logger, pino } from 'pino'
import pretty from 'pino-pretty'

export type { Logger } from 'pino'

/** Fields that must never reach a log, wherever a request or an error carries them. */
const secretPaths = [
  'authorization',
  'cookie',
  'password',
  '*.authorization',
  '*.cookie',
  '*.password',
  'headers["set-cookie"]',
  'req.headers',
]

/**
 * The one logger: JSON lines on stdout, or readable ones where a person watches (a terminal, or FORUM_LOG=pretty).
 * `level` defaults to LOG_LEVEL, then to info.
 */
export function createLogger({ name, level }: { name: string; level?: string }): Logger {
  const options = {
    name,
    level: level ?? process.env.LOG_LEVEL ?? 'info',
    redact: { paths: secretPaths, remove: true },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  }
  const wantsPretty =
    process.env.FORUM_LOG === 'pretty' || (process.env.FORUM_LOG === undefined && process.stdout.isTTY)
  if (!wantsPretty) return pino(options, pino.destination({ dest: 1, sync: true }))
  return pino(
    options,
    pretty({ sync: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss.l', colorize: process.stdout.isTTY }),
  )
}
