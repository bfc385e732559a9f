import { findCircles, repositoryFiles } from './find-circles.ts'

// Run by `npm run check`: no file needs itself, however long the way round, types and later-loaded code included.
const circles = findCircles(repositoryFiles())
for (const circle of circles) process.stdout.write(`Import circle: ${[...circle, circle[0]].join('\n  -> ')}\n`)
process.exit(circles.length === 0 ? 0 : 1)
