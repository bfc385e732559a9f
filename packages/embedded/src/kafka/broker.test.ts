import { expect, test } from 'vitest'
import { newClusterId } from './broker.ts'

test('the id of a cluster never looks like an option', () => {
  const drawn = [Buffer.alloc(16, 0xfb), Buffer.alloc(16, 0x11)] // the first begins with a dash
  expect(drawn[0]?.toString('base64url')).toMatch(/^-/)
  expect(newClusterId(() => drawn.shift() ?? Buffer.alloc(16))).toBe('EREREREREREREREREREREQ')
})
