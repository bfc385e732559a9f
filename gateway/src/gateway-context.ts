import type { Caller } from './admission/caller.ts'
import type { PreparedOperation } from './planning/operation-planner.ts'

/** Apollo Server's context. It copies this object for each operation, so what has state is one level down. */
export type GatewayContext = { caller: Caller; prepared: PreparedOperation }
