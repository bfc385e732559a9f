import { createHash } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { exampleOperations } from './example-operations.ts'

const cdn = 'https://embeddable-sandbox.cdn.apollographql.com'

// Sandbox asks from this page without cookies: it is a program's view of the API, with the Authorization header.
const script = `const endpoint = location.origin + '/graphql'
if (window.EmbeddedSandbox) {
  new window.EmbeddedSandbox({ target: '#sandbox', initialEndpoint: endpoint, includeCookies: false, runTelemetry: false })
} else {
  document.querySelector('#offline').hidden = false
}`

const style = `html { color-scheme: light dark } body { display: flex; flex-direction: column; height: 100vh; margin: 0; font: 16px/24px sans-serif }
nav { display: flex; flex-wrap: wrap; gap: 4px 16px; padding: 8px 16px; font-size: 14px } #sandbox { flex: 1; min-height: 0 }
#sandbox iframe { width: 100%; height: 100%; border: 0 } noscript, #offline { padding: 24px } #offline:not([hidden]) + #sandbox { display: none }`

// They lead to GraphiQL, where they run as they stand and without the internet.
const examples = exampleOperations(new Date())
  .map(({ name, title }) => `<a href="/graphiql/?example=${name}">${title}</a>`)
  .join(' ')

const html = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Apollo Sandbox · Social Forum</title>
    <style>${style}</style>
    <link rel="icon" href="data:,">
  </head>
  <body>
    <nav aria-label="Examples">Examples that run as they stand: ${examples} <a href="/graphiql/">All in GraphiQL</a></nav>
    <p id="offline" hidden>Apollo Sandbox comes from the internet and cannot be loaded now. <a href="/graphiql">GraphiQL</a> works without it.</p>
    <div id="sandbox"></div>
    <noscript>Apollo Sandbox needs JavaScript. The schema is at /schema.graphql.</noscript>
    <script src="${cdn}/v2/embeddable-sandbox.umd.production.min.js" crossorigin="anonymous"></script>
    <script>${script}</script>
  </body>
</html>
`

// The script is Apollo's and comes anew each time, so it must not be able to act as who reads: in an origin of its own it has neither cookies nor
// storage of ours, and its requests are those of any foreign page.
const contentSecurityPolicy = [
  'sandbox allow-scripts allow-forms allow-modals allow-popups allow-popups-to-escape-sandbox',
  "default-src 'none'",
  `script-src ${cdn} 'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  "style-src 'unsafe-inline'",
  `img-src 'self' data: ${cdn}`,
  'frame-src https://sandbox.embed.apollographql.com',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The page with Apollo Sandbox, for people who open /graphql. It loads Sandbox from Apollo, so it needs the internet. */
export const sendSandboxPage = (reply: FastifyReply): FastifyReply =>
  reply
    .headers({ 'content-security-policy': contentSecurityPolicy, 'cache-control': 'no-cache', vary: 'Accept' })
    .type('text/html; charset=utf-8')
    .send(html)
