import { useMutation } from '@apollo/client/react'
import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import { rememberViewer } from '../../session/returning.ts'
import { tellTabs } from '../../session/tabs.ts'
import { Button } from '../../ui/Button.tsx'
import { Trouble } from '../../ui/Trouble.tsx'
import { SignOutDocument } from './generated/sign-out.ts'

export function SignOutButton() {
  const [signOut, { loading }] = useMutation(SignOutDocument)
  const [lost, setLost] = useState<{ error: unknown } | null>(null)
  const onPress = async () => {
    const { data, error } = await signOut().catch((failure: unknown) => ({ data: null, error: failure }))
    const outcome = data?.logout?.__typename
    // NotFound: the session was over already.
    if (outcome === 'LogoutSuccess' || outcome === 'NotFound') leave()
    else setLost({ error: error ?? {} })
  }
  return (
    <div>
      <Button onClick={() => void onPress()} busy={loading && <Trans>Signing out…</Trans>}>
        <Trans>Sign out</Trans>
      </Button>
      <Trouble
        says={lost && msg`Signing out did not reach the forum, so you are still signed in. Try again.`}
        error={lost?.error}
      />
    </div>
  )
}

/** Nothing of the person stays in memory: the page is loaded anew, here and in the other tabs. */
export function leave(): void {
  rememberViewer(null)
  tellTabs('signed-out')
  location.assign('/')
}
