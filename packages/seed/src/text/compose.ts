import type { Language } from '../life/actions.ts'
import type { Random } from '../random.ts'
import { replies } from './replies.ts'
import type { Topic } from './topic.ts'
import { topics } from './topics.ts'

export type Article = {
  readonly topic: Topic
  readonly title: string
  readonly body: string
  readonly tags: readonly string[]
}

/** A post in Markdown: an opening, some thoughts, now and then a heading, a list or a quotation, often a question at the end. */
export function composeArticle(random: Random, language: Language): Article {
  const topic = random.pick(topics[language])
  const thing = random.pick(topic.things)
  const title = random.pick(topic.titles).replace('{thing}', thing).replace('{Thing}', capitalised(thing))
  const details = random.sample(topic.details, random.whole(2, topic.details.length))
  const parts: string[] = [random.pick(topic.openings)]
  if (details.length > 4 && random.chance(0.5)) {
    parts.push(details.slice(0, 2).join(' '), `## ${capitalised(thing)}`, details.slice(2).join('\n\n'))
  } else if (details.length > 3 && random.chance(0.4)) {
    parts.push(details.map((detail) => `- ${detail.split('\n')[0]}`).join('\n'))
  } else {
    parts.push(...details)
  }
  if (random.chance(0.6)) parts.push(`*${random.pick(topic.questions)}*`)
  return { topic, title, body: parts.join('\n\n'), tags: random.sample(topic.tags, random.whole(1, topic.tags.length)) }
}

/** An answer to a post or a comment that speaks of the same topic and, now and then, quotes it. */
export function composeReply(
  random: Random,
  language: Language,
  to: { body: string; handle: string; topic: string; isComment: boolean },
): string {
  const topic = topics[language].find((one) => one.name === to.topic) ?? random.pick(topics[language])
  const forms = to.isComment ? replies[language].toComment : replies[language].toPost
  return random
    .pick(forms)
    .replace('{quote}', quotable(random, to.body))
    .replace('{handle}', to.handle)
    .replace('{detail}', random.pick(unsaid(topic.details, to.body)))
    .replace('{question}', random.pick(topic.questions))
}

/** One plain sentence of a Markdown text, fit to stand behind `> `. */
function quotable(random: Random, body: string): string {
  const sentences = body
    .replaceAll(/```[\s\S]*?```/g, '')
    .split(/\n+|(?<=[.?!])\s+/)
    .map((sentence) => sentence.replaceAll(/^[#>*\-\s]+|\*/g, '').trim())
    .filter((sentence) => sentence.length > 12 && sentence.length < 160 && !sentence.startsWith('@'))
  return sentences.length > 0 ? random.pick(sentences) : '…'
}

/** Thoughts that the answered text does not already hold. */
function unsaid(details: readonly string[], body: string): readonly string[] {
  const fresh = details.filter((detail) => !body.includes(detail))
  return fresh.length > 0 ? fresh : details
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
