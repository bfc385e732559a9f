import { mailDirectoryOf, type Settings } from '../settings/settings.ts'
import type { Launched } from './launch.ts'

/** The last words of a start: where to go and who to be. */
export function welcome(
  { publicUrl, gatewayUrl, logins, firstAdminLink }: Launched,
  settings: Settings,
  tookMs: number,
  isDev: boolean,
): string {
  const { demo, admin } = logins
  const api = isDev ? gatewayUrl : publicUrl // Vite passes on only what the web app asks for
  const urls = [
    ['Web', publicUrl],
    ['GraphQL', `${api}/graphql`],
    ...(settings.SANDBOX && settings.TRUSTED_DOCUMENTS === ''
      ? [['Sandbox', `${api}/graphql (in a browser), ${api}/graphiql`]]
      : []),
  ]
  const people = [
    ['Demo login', logins.made.demo ? `${demo.login} / ${demo.password}` : 'not registered: see above'],
    ...(logins.made.admin ? [['Admin login', `${admin.login} / ${admin.password}`]] : []),
    ...(firstAdminLink ? [['First admin', firstAdminLink]] : []),
    [
      'Mail',
      settings.SMTP_URL
        ? 'goes to the server of SMTP_URL'
        : `is written to ${mailDirectoryOf(settings)}; SMTP_URL sends it`,
    ],
  ]
  const lines = [...urls, ...people].map(([name = '', value = '']) => `  ${name.padEnd(12)} ${value}`)
  return [
    '',
    `Social Forum is ready (${(tookMs / 1000).toFixed(1)} s).`,
    '',
    ...lines,
    '',
    `  Data and logs are in ${settings.dataDirectory}. Ctrl-C stops everything; npm run reset deletes the data.`,
    '',
  ].join('\n')
}
