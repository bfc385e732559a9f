import '@fontsource-variable/golos-text/wght.css'
import '@fontsource-variable/literata/wght.css'
import './theme/tokens.css'
import './theme/base.css'
import './browser/first-entry.ts' // names the entry before the router reads the history
import { i18n } from '@lingui/core'
import { createRoot, hydrateRoot } from 'react-dom/client'
import { createBrowserRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { client } from './api/client.ts'
import { App } from './app/App.tsx'
import { createRoutes, fetchRoute } from './app/routes.tsx'
import { TakenOver } from './app/TakenOver.tsx'
import { readWrittenPage } from './app/written-page.ts'
import { chosenLanguage, currentLanguage, showLanguage } from './i18n/i18n.ts'
import { awaitViewer, mayBeSignedIn } from './session/returning.ts'
import { readSiteName } from './ui/site-name.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

const written = readWrittenPage()
// What a guest may not see may be there for somebody who is signed in: nothing is said of it before it is asked for.
const isTakenOver = written?.data != null && !(written.isAbsent && mayBeSignedIn())
const routes = createRoutes()

await Promise.all([
  showLanguage(isTakenOver ? written.language : (chosenLanguage() ?? currentLanguage())),
  isTakenOver ? fetchRoute(routes, location.pathname) : undefined,
])

if (isTakenOver) {
  client.restore(written.data)
  client.prioritizeCacheValues = true
  awaitViewer(mayBeSignedIn())
} else awaitViewer(false)

const router = createBrowserRouter(routes)
const app = (
  <App i18n={i18n} client={client} writtenAt={isTakenOver ? written.writtenAt : null} siteName={readSiteName()}>
    <RouterProvider router={router} />
    {isTakenOver && <TakenOver />}
  </App>
)
if (isTakenOver) hydrateRoot(root, app)
else {
  root.replaceChildren()
  createRoot(root).render(app)
}
