import { z } from 'zod'

// What a variable may look like. A message says what is wrong and what to write instead; it never repeats a secret's value.

const missingOr = (what: string, wrong: string) => ({
  error: (issue: { input?: unknown }) =>
    issue.input === undefined ? `is not set. Set it to ${what}.` : `${wrong}. Set it to ${what}.`,
})

function text(what = 'a text') {
  return z.string(missingOr(what, 'is empty')).min(1)
}

function integer(min: number, max: number, what = `a whole number from ${min} to ${max}`) {
  return text(what).transform((value, context) => {
    const number = Number(value)
    if (/^\d+$/.test(value) && number >= min && number <= max) return number
    context.addIssue({ code: 'custom', message: `"${value}" is not ${what}. Set it to ${what}.` })
    return z.NEVER
  })
}

function urlOf(protocols: readonly string[], example: string) {
  const what = `a URL such as ${example}`
  return text(what).transform((value, context) => {
    const parsed = URL.canParse(value) ? new URL(value) : undefined
    if (parsed && protocols.includes(parsed.protocol)) return value
    const schemes = protocols.map((protocol) => `${protocol}//`).join(' or ')
    context.addIssue({ code: 'custom', message: `is not a URL that starts with ${schemes}. Set it to ${what}.` })
    return z.NEVER
  })
}

const brokers = 'one or more host:port, separated by commas, such as 127.0.0.1:9092'

const serviceSecrets = 'name:secret for each service, separated by commas, with secrets of at least 32 characters'

/** Pieces for a service's config schema. Each is a required variable; add `.default(…)` or `.optional()` where it may be absent. */
export const env = {
  text,
  integer,
  /** A TCP port; 0 lets the system choose. */
  port: () => integer(0, 65_535, 'a port from 0 to 65535'),
  /** An http(s) URL, given back without a slash at its end. */
  url: () => urlOf(['http:', 'https:'], 'http://127.0.0.1:4000').transform((value) => value.replace(/\/+$/, '')),
  /** An http(s) URL without a path, given back as browsers write an origin: the host in lower case and in ASCII, no port that is the usual one. */
  origin: () =>
    urlOf(['http:', 'https:'], 'http://127.0.0.1:4000').transform((value, context) => {
      const { origin, pathname, search, hash, username } = new URL(value)
      if (pathname === '/' && !search && !hash && !username) return origin
      context.addIssue({ code: 'custom', message: `has more than a scheme and a host. Set it to ${origin}.` })
      return z.NEVER
    }),
  databaseUrl: () => urlOf(['postgres:', 'postgresql:'], 'postgresql://user:password@127.0.0.1:5432/name'),
  /** host:port, as gRPC clients take it. */
  address: () =>
    text('host:port, such as 127.0.0.1:50051').refine((value) => /^.+:\d{1,5}$/.test(value), {
      error: 'is not host:port. Set it to an address such as 127.0.0.1:50051.',
    }),
  /** A secret of at least 32 characters. Its value is never shown. */
  secret: () =>
    text('at least 32 random characters, such as what `openssl rand -hex 32` prints').refine(
      (value) => value.length >= 32,
      {
        error: 'is shorter than 32 characters. Set it to what `openssl rand -hex 32` prints.',
      },
    ),
  /** The secret of each service that may ask over gRPC, by its name. Its value is never shown. */
  serviceSecrets: () =>
    text(serviceSecrets).transform((value, context) => {
      const pairs = value.split(',').map((pair) => /^\s*([\w-]+):(.{32,})\s*$/.exec(pair))
      const known = pairs.flatMap((pair) => (pair?.[1] && pair[2] ? [[pair[1], pair[2].trim()] as const] : []))
      if (known.length === pairs.length) return new Map(known)
      context.addIssue({ code: 'custom', message: `is malformed. Set it to ${serviceSecrets}.` })
      return z.NEVER
    }),
  /** Comma-separated values; empty ones are dropped. */
  list: () => z.string().transform(splitList),
  /** on, true, yes, 1 or off, false, no, 0. */
  flag: () =>
    text('on or off').transform((value, context) => {
      if (/^(on|true|yes|1)$/i.test(value)) return true
      if (/^(off|false|no|0)$/i.test(value)) return false
      context.addIssue({ code: 'custom', message: `"${value}" is neither on nor off. Set it to on or off.` })
      return z.NEVER
    }),
  kafkaBrokers: () =>
    text(brokers)
      .transform(splitList)
      .refine((list) => list.length > 0 && list.every((broker) => /^.+:\d{1,5}$/.test(broker)), {
        error: `is not a list of brokers. Set it to ${brokers}.`,
      }),
  /** Put before each topic and group name, so that several forums can share a Kafka. None by default. */
  topicPrefix: () =>
    z
      .string()
      .regex(
        /^[a-zA-Z0-9._-]{0,100}$/,
        'may hold only letters, digits, dot, dash and underscore. Set it to such a prefix, or unset it.',
      )
      .default(''),
  logLevel: () =>
    z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
        error: 'is not a log level. Set it to error, warn, info or debug.',
      })
      .default('info'),
}

function splitList(value: string): string[] {
  return value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}
