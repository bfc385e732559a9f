import { defineConfig } from 'prisma/config'

export default defineConfig({
  schema: 'schema.prisma',
  migrations: { path: 'migrations' },
  // Only `prisma migrate deploy` and the like connect; generating the client needs no database.
  ...(process.env.AUTH_DATABASE_URL ? { datasource: { url: process.env.AUTH_DATABASE_URL } } : {}),
})
