import { isDeepStrictEqual } from 'node:util'
import type { Picture } from './picture.ts'

/** What of `before` is missing or otherwise in `after`, one line each; what is new is none. */
export function differences(before: Picture, after: Picture): string[] {
  return [...before].flatMap(([name, was]) => {
    if (!after.has(name)) return [`${name} is gone`]
    return within(name, was, after.get(name))
  })
}

function within(name: string, was: unknown, is: unknown): string[] {
  if (isDeepStrictEqual(was, is)) return []
  if (!isRecord(was) || !isRecord(is)) return [`${name}: was ${JSON.stringify(was)}, is ${JSON.stringify(is)}`]
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((key) =>
    within(`${name}.${key}`, was[key], is[key]),
  )
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
