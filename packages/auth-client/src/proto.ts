export * from './generated/forum/auth/v1/token.ts'
