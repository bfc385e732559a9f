import { Trans, useLingui } from '@lingui/react/macro'
import { AppLink } from '../../ui/AppLink.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'
import styles from './administration.module.css'

/** What administrators have, as a list of words. */
export function AdministrationPage() {
  const { t } = useLingui()
  return (
    <>
      <PageTitle title={t`Administration`} />
      <ul className={styles.words}>
        <li>
          <AppLink to="/admin/site">
            <Trans>The place: name, rules, sign-up</Trans>
          </AppLink>
        </li>
        <li>
          <AppLink to="/admin/applications">
            <Trans>Applications</Trans>
          </AppLink>
        </li>
        <li>
          <AppLink to="/admin/audit">
            <Trans>Audit log</Trans>
          </AppLink>
        </li>
        <li>
          <AppLink to="/admin/exports">
            <Trans>Exports</Trans>
          </AppLink>
        </li>
      </ul>
    </>
  )
}
