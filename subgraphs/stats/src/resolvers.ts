import { activityResolvers } from './modules/activity/resolvers.ts'
import { asOfResolvers } from './modules/as-of/resolvers.ts'
import { exportResolvers } from './modules/exports/resolvers.ts'
import { platformResolvers } from './modules/platform/resolvers.ts'
import { postResolvers } from './modules/posts/resolvers.ts'
import { rankingResolvers } from './modules/rankings/resolvers.ts'
import { userResolvers } from './modules/users/resolvers.ts'

const modules = [
  asOfResolvers,
  activityResolvers,
  exportResolvers,
  platformResolvers,
  postResolvers,
  rankingResolvers,
  userResolvers,
]

/** One map of all modules: fields of a type that several extend come together. */
export const resolvers = modules.reduce<Record<string, object>>((all, module) => {
  for (const [type, fields] of Object.entries(module)) all[type] = { ...all[type], ...fields }
  return all
}, {})
