import { createSource, useSource } from '../../browser/source.ts'
import { readStored, writeStored } from '../../browser/storage.ts'

export type Density = 'comfortable' | 'compact'

const stored = (): Density => (readStored('forum.density') === 'compact' ? 'compact' : 'comfortable')
const source = createSource(stored, 'comfortable')

export function chooseDensity(density: Density): void {
  writeStored('forum.density', density)
  source.changed()
}

export const useDensity = (): Density => useSource(source)
