import { uuidv7Ids } from '@forum/service-kit'
import { z } from 'zod'
import type { TopicName } from './topics.ts'

/** One fact. `time` is when it happened; `data` is the full state after it. */
export type ForumEvent<Type extends string = string, Data = unknown> = {
  readonly id: string
  readonly type: Type
  readonly time: Date
  readonly source: string
  readonly subject: string
  readonly topic: TopicName
  /** What the order is kept for: messages of one key stay in their order. Null where there is no order. */
  readonly key: string | null
  readonly data: Data
}

export type EventOptions = { time: Date; id?: string; source?: string }

/** The name, the schema and the maker of one kind of event. Calling it makes such an event. */
export interface EventDefinition<Type extends string, Data> {
  (data: Data, options: EventOptions): ForumEvent<Type, Data>
  readonly type: Type
  readonly topic: TopicName
  readonly schema: z.ZodType<Data>
  /** Present on a tombstone: its message has no value, so that compaction drops what was under its key, and the data comes from the key. */
  readonly dataOfKey: ((key: string) => Data) | undefined
}

export type EventOf<Definition> =
  Definition extends EventDefinition<infer Type, infer Data> ? ForumEvent<Type, Data> : never

type Definition<Type extends string, Schema extends z.ZodType> = {
  type: Type
  topic: TopicName
  source: string
  data: Schema
  /** The partition key of an event with this data. */
  key: (data: z.output<Schema>) => string | null
  /** What the event is about; its key unless told. */
  subject?: (data: z.output<Schema>) => string
  /** Makes the event a tombstone: its message has no value, and this reads the data back from the key. */
  dataOfKey?: (key: string) => z.output<Schema>
}

/** Defines one kind of event. The id is a new UUIDv7 unless given; given ones make an event deterministic. */
export function defineEvent<const Type extends string, Schema extends z.ZodType>(
  definition: Definition<Type, Schema>,
): EventDefinition<Type, z.output<Schema>> {
  const { type, topic, source, key, subject } = definition
  const make = (data: z.output<Schema>, options: EventOptions): ForumEvent<Type, z.output<Schema>> => ({
    id: options.id ?? uuidv7Ids.next(),
    type,
    time: options.time,
    source: options.source ?? source,
    subject: subject?.(data) ?? key(data) ?? type,
    topic,
    key: key(data),
    data,
  })
  // Typed here: z.ZodType<output> is what every reader needs of the schema.
  const schema = definition.data as z.ZodType<z.output<Schema>>
  return Object.assign(make, { type, topic, schema, dataOfKey: definition.dataOfKey })
}

/** Narrows an event of the catalogue to one kind. */
export function isEvent<Type extends string, Data>(
  event: ForumEvent,
  definition: EventDefinition<Type, Data>,
): event is ForumEvent<Type, Data> {
  return event.type === definition.type
}

/** The source of what was seeded: it is counted as all is, and nobody is told of it. */
const seeds = 'forum/seeds'

/** The same event, known to be seeded. */
export const asSeeded = <Event extends ForumEvent>(event: Event): Event => ({ ...event, source: seeds })

export const isSeeded = ({ source }: Pick<ForumEvent, 'source'>): boolean => source === seeds
