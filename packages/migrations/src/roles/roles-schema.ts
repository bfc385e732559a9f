import { env } from '@forum/service-kit'
import { z } from 'zod'

/** The environment of prepare-databases. Each service's address says its database, its role and that one's password. */
export const rolesSchema = z.object({
  /** A superuser's. */
  POSTGRES_URL: env.databaseUrl(),
  /** Of who owns and migrates the databases. */
  POSTGRES_OWNER_URL: env.databaseUrl(),
  AUTH_DATABASE_URL: env.databaseUrl(),
  POSTS_DATABASE_URL: env.databaseUrl(),
  STATS_DATABASE_URL: env.databaseUrl(),
})
