import type { FetchNode, PlanNode } from '../planning/plan-nodes.ts'
import type { ResponsePath } from './targets.ts'

type ParallelNode = Extract<PlanNode, { kind: 'Parallel' }>
type Siblings = {
  alone: readonly PlanNode[]
  /** Fetches that ask one subgraph for the same of the entities of several places. */
  together: readonly { fetch: FetchNode; paths: readonly ResponsePath[] }[]
}

const known = new WeakMap<ParallelNode, Siblings>()

/**
 * Which fetches of a parallel step are one request: a thread's plan asks for the authors of each depth apart, and all of them are the same
 * question. Found out once a plan.
 */
export function siblingsOf(node: ParallelNode): Siblings {
  const before = known.get(node)
  if (before) return before
  const alone: PlanNode[] = []
  const groups = new Map<string, { fetch: FetchNode; paths: ResponsePath[] }>()
  for (const child of node.nodes) {
    const fetch = child.kind === 'Flatten' && child.node.kind === 'Fetch' ? child.node : null
    if (child.kind !== 'Flatten' || !fetch?.requires) {
      alone.push(child)
      continue
    }
    const question = questionOf(fetch)
    const group = groups.get(question)
    if (group) group.paths.push(child.path)
    else groups.set(question, { fetch, paths: [child.path] })
  }
  const siblings = { alone, together: [...groups.values()] }
  known.set(node, siblings)
  return siblings
}

/** What a fetch asks, but for its operation's name, which numbers the fetches of a plan. */
const questionOf = ({
  serviceName,
  operation,
  operationName,
  requires,
  inputRewrites,
  outputRewrites,
}: FetchNode): string =>
  JSON.stringify([
    serviceName,
    operationName === undefined ? operation : operation.replace(operationName, ''),
    requires,
    inputRewrites,
    outputRewrites,
  ])
