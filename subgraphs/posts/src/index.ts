export { type PostsConfig, postsConfig } from './config.ts'
