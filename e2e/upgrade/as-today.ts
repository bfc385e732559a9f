import type { Picture } from './picture.ts'

/** What an upgrade changes on purpose: a picture of the old version as today's shows it. */
export function asToday(picture: Picture): Picture {
  return new Map([...picture].map(([name, value]) => [name, name === 'tags' ? counted(value) : withTags(value)]))
}

/** Tags that look alike are one, and counted together. */
function counted(tags: unknown): unknown {
  const counts: Record<string, number> = {}
  for (const [name, count] of Object.entries(Object(tags)))
    if (Number(count) > 0) counts[tagToday(name)] = (counts[tagToday(name)] ?? 0) + Number(count)
  return counts
}

/** A post whose tags are spelled otherwise now has changed once more. */
function withTags(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withTags)
  if (!hasTags(value)) return value
  const tags = value.tags.map(({ name }) => ({ name: tagToday(name) }))
  const isRespelled = tags.some(({ name }, index) => name !== value.tags[index]?.name)
  return { ...value, tags, version: value.version + (isRespelled ? 1 : 0) }
}

const tagToday = (name: string): string => name.replaceAll('ё', 'е')

const hasTags = (value: unknown): value is { tags: { name: string }[]; version: number } =>
  typeof value === 'object' && value !== null && 'tags' in value && Array.isArray(value.tags)
