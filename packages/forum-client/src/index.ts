export { ForumClient, ForumError } from './forum-client.ts'
export { parseJson } from './json.ts'
