import { Plural, Trans, useLingui } from '@lingui/react/macro'
import type { PlatformNumbersQuery } from './generated/statistics.ts'
import styles from './statistics.module.css'

type Requests = NonNullable<NonNullable<PlatformNumbersQuery['platformStats']>['requests']>

/** For administrators: what programs and browsers asked the gateway, and how long it took. */
export function RequestNumbers({ requests }: { requests: Requests }) {
  const { t, i18n } = useLingui()
  const time = (ms: number | null) => (ms === null ? '—' : t`${i18n.number(ms, { maximumFractionDigits: 1 })} ms`)
  return (
    <section aria-labelledby="requests" className={styles.section}>
      <h2 id="requests">
        <Trans>Requests</Trans>
      </h2>
      <p>
        <Plural value={requests.total} one="# request" other="# requests" />,{' '}
        <Plural value={requests.errors} one="# with an error" other="# with an error" />
        {requests.p50Ms !== null && requests.p99Ms !== null && (
          <>
            ;{' '}
            <Trans>
              half took less than {time(requests.p50Ms)}, 99 of 100 less than {time(requests.p99Ms)}
            </Trans>
          </>
        )}
      </p>
      {requests.byOperation && (
        // A region that scrolls has to be reached by keyboard.
        <div className={styles.tableScroll} tabIndex={0} role="region" aria-label={t`Requests by operation`}>
          <table>
            <thead>
              <tr>
                <th scope="col">
                  <Trans>Operation</Trans>
                </th>
                <th scope="col">
                  <Trans>Client</Trans>
                </th>
                <th scope="col">
                  <Trans>Requests</Trans>
                </th>
                <th scope="col">
                  <Trans>Errors</Trans>
                </th>
                <th scope="col">
                  <Trans>Half under</Trans>
                </th>
                <th scope="col">
                  <Trans>99 % under</Trans>
                </th>
              </tr>
            </thead>
            <tbody>
              {requests.byOperation.map(({ operation, client, requests: count, errors, p50Ms, p99Ms }) => (
                <tr key={`${operation} ${client}`}>
                  <th scope="row">{operation}</th>
                  <td>{client}</td>
                  <td>{i18n.number(count)}</td>
                  <td>{i18n.number(errors)}</td>
                  <td>{time(p50Ms)}</td>
                  <td>{time(p99Ms)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
