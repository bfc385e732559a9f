import Cluster, { type AskedTopic, type FoundTopic } from 'kafkajs/src/cluster/index.js'

type Gathering = { topics: Map<string, AskedTopic>; found: Promise<FoundTopic[]> }

let isPatched = false

/**
 * kafkajs 2.2.4 asks for the offsets of each topic alone, though one request may name many: who looks at six topics twice a second pays for twelve.
 * What is asked in one turn of the event loop, for the same moment, is one request here.
 */
export function gatherOffsets(): void {
  if (isPatched) return
  isPatched = true
  const { prototype } = Cluster
  const original = prototype.fetchTopicsOffset
  const gatherings = new WeakMap<Cluster, Map<string, Gathering>>()

  prototype.fetchTopicsOffset = async function (this: Cluster, asked: AskedTopic[]): Promise<FoundTopic[]> {
    const [one] = asked
    if (!one || asked.length > 1) return await original.call(this, asked)
    const open = gatherings.get(this) ?? new Map<string, Gathering>()
    gatherings.set(this, open)
    const moment = String(one.fromTimestamp ?? one.fromBeginning)
    const known = open.get(moment)
    // Asked twice in one turn, perhaps for other partitions: nothing that happens at rest.
    if (known?.topics.has(one.topic)) return await original.call(this, asked)
    const gathering = known ?? begin(this, open, moment)
    gathering.topics.set(one.topic, one)
    const found = await gathering.found
    return found.filter(({ topic }) => topic === one.topic)
  }

  function begin(cluster: Cluster, open: Map<string, Gathering>, moment: string): Gathering {
    const topics = new Map<string, AskedTopic>()
    const found = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      open.delete(moment)
      return original.call(cluster, [...topics.values()])
    })
    const gathering = { topics, found }
    open.set(moment, gathering)
    return gathering
  }
}
