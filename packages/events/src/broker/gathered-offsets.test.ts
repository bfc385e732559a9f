import { createLogger } from '@forum/service-kit'
import { expect, inject, onTestFinished, test, vi } from 'vitest'
import { createBroker, postLiked, topicNames, topics, userFollowed } from '../index.ts'
import { createKafka } from './kafka-client.ts'

const id = (): string => crypto.randomUUID()

test('how far all topics reach is asked in two requests, and answered for each as if it were asked alone', async () => {
  const logger = createLogger({ name: 'test', level: 'silent' })
  const { kafka } = inject('stores')
  const topicPrefix = `test-${id()}-`
  const broker = createBroker({ ...kafka, topicPrefix, clientId: 'test', logger, partitions: 2 })
  const admin = createKafka({ ...kafka, clientId: 'test', logger }).admin()
  await Promise.all([broker.ensureTopics(), admin.connect()])
  onTestFinished(async () => {
    await admin.disconnect()
    await broker.deleteTopics()
    await broker.close()
  })
  const like = () =>
    postLiked({ postId: id(), postAuthorId: id(), userId: id(), active: true, version: 1 }, { time: new Date() })
  const follow = () =>
    userFollowed({ followedId: id(), followerId: id(), active: true, version: 1 }, { time: new Date() })
  await broker.producer().send([like(), like(), like(), follow()])

  const names = topicNames.map((name) => topicPrefix + topics[name])
  const readAlone = async () => {
    const offsets = []
    for (const name of names) offsets.push(await admin.fetchTopicOffsets(name))
    return offsets
  }
  // Kafka says that a topic is made, and for a moment some broker does not lead its partitions yet.
  const alone = await vi.waitFor(readAlone, { timeout: 30_000 })
  // An admin of kafkajs reads its metadata anew once a millisecond has passed since it did: within that one, the first topics might not wait for it.
  const read = Date.now()
  while (Date.now() <= read);
  const requests: string[] = []
  admin.on(admin.events.REQUEST, ({ payload }) => void requests.push(payload.apiName))
  expect(await Promise.all(names.map((name) => admin.fetchTopicOffsets(name)))).toEqual(alone)
  expect(requests.filter((name) => name === 'ListOffsets')).toHaveLength(2)
  expect(alone.flat().reduce((sum, { high }) => sum + Number(high), 0)).toBe(4)

  // The same topic twice at once, and one that is not there beside one that is.
  const [first = ''] = names
  const twice = await Promise.allSettled(
    [first, first, `${first}-unknown`].map((name) => admin.fetchTopicOffsets(name)),
  )
  expect(twice.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
}, 60_000)
