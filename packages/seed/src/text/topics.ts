import type { Language } from '../life/actions.ts'
import { englishTopics } from './english-topics.ts'
import { russianTopics } from './russian-topics.ts'
import type { Topic } from './topic.ts'

export const topics: Record<Language, readonly Topic[]> = { en: englishTopics, ru: russianTopics }
