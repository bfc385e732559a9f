import { expect, test } from 'vitest'
import { z } from 'zod'
import { readConfig } from './config.ts'
import { kafkaEnvironment, kafkaOf, kafkaSettings } from './kafka-settings.ts'

const read = (environment: Record<string, string>) => kafkaOf(readConfig(z.object(kafkaSettings), environment))

test('a Kafka that asks nobody, and one that asks', () => {
  expect(read({ KAFKA_BROKERS: 'a:9092,b:9092' })).toEqual({ brokers: ['a:9092', 'b:9092'], topicPrefix: '' })
  const environment = { KAFKA_BROKERS: 'a:9092', KAFKA_USERNAME: 'forum', KAFKA_PASSWORD: 'secret' }
  const address = read(environment)
  expect(address).toMatchObject({ brokers: ['a:9092'], credential: { username: 'forum', password: 'secret' } })
  expect(kafkaEnvironment(address)).toEqual(environment)
})

test.each([
  ['KAFKA_USERNAME', 'KAFKA_PASSWORD'],
  ['KAFKA_PASSWORD', 'KAFKA_USERNAME'],
])('%s alone is one line that does not tell it', (given, missing) => {
  expect(() => read({ KAFKA_BROKERS: 'a:9092', [given]: 'hidden' })).toThrow(
    `${missing}: is not set, but ${given} is. Set both for a Kafka that asks, or neither.`,
  )
})
