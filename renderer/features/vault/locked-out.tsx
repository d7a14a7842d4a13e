import { Button } from '@mantine/core'
import { useState } from 'react'
import type { VaultStatus } from '@contract/vault'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { visibleText } from '../../text/visible-characters.ts'
import { Notice } from '../../ui/notice.tsx'
import { ForgetEverything } from './forget-everything.tsx'
import { keyringTroubleWords } from './keyring-words.ts'
import css from './lock-screen.module.css'
import { LookAgain } from './look-again.tsx'
import { Page } from './page.tsx'
import { RolledBack } from './rolled-back.tsx'
import { useVaultDeed } from './use-vault-deed.ts'
import { vaultFace } from './vault-words.ts'

interface LockedOutProps {
  readonly status: Exclude<VaultStatus, { state: 'open' }>
  readonly onGivingUp: (isGivingUp: boolean) => void
  readonly onGivenUp: () => void
  readonly onBack: () => void
}

/**
 * For whoever can't open the vault under the cover. Both ways out leave a window without what was in it: a lock that a
 * click on "begin anew" takes off would be none. So there is no way to go on without the vault from here either.
 */
export function LockedOut({ status, onGivingUp, onGivenUp, onBack }: LockedOutProps) {
  const [isForgetting, setForgetting] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const setAside = useVaultDeed('vault.setAside')
  if (isForgetting) {
    return (
      <Page key="forget">
        <ForgetEverything
          onBegun={() => onGivingUp(true)}
          onDone={onGivenUp}
          onCancel={() => {
            onGivingUp(false)
            setForgetting(false)
          }}
        />
      </Page>
    )
  }
  return (
    <Page key="ways-out">
      <div className={css['ways']}>
        <Why status={status} />
        {status.state === 'rolled-back' && <RolledBack status={status} onAccepted={() => onGivingUp(false)} />}
        <div className={css['steps']}>
          {status.state !== 'locked' && <LookAgain label="Look again" onOpen={() => onGivingUp(false)} />}
          {status.state !== 'choice-needed' && <Button onClick={() => setAsking(true)}>Start a new vault…</Button>}
          <Button color="red" onClick={() => setForgetting(true)}>
            Forget everything…
          </Button>
          {status.state === 'locked' && (
            <Button variant="subtle" onClick={onBack}>
              Back
            </Button>
          )}
          {status.state === 'choice-needed' && (
            <Button onClick={onGivenUp}>Go on, and choose how to keep tokens</Button>
          )}
        </div>
        {isAsking && (
          <Notice
            tone="warn"
            title="Start a new, empty vault?"
            actions={
              <>
                <Button
                  onClick={() => {
                    onGivingUp(false)
                    setAsking(false)
                  }}
                >
                  Cancel
                </Button>
                <Button
                  color="red"
                  loading={setAside.isRunning}
                  onClick={() => {
                    onGivingUp(true)
                    setAside.run({}, onGivenUp)
                  }}
                >
                  Start a new vault
                </Button>
              </>
            }
          >
            The present file is put aside under another name; nothing is deleted, and saved drafts stay. Answers and
            open dialogs are put away. Every profile has to sign in again.
          </Notice>
        )}
        {setAside.failure !== null && <FailureNotice failure={setAside.failure} />}
      </div>
    </Page>
  )
}

function Why({ status }: Pick<LockedOutProps, 'status'>) {
  if (status.state === 'locked') {
    const { trouble } = status.keyring
    if (trouble !== null && !status.opensWith.includes('passphrase')) {
      const { title, advice } = keyringTroubleWords(trouble, status.keyring)
      return (
        <Notice tone="warn" title={title}>
          {advice}
        </Notice>
      )
    }
    return (
      <p className={css['way']}>
        Nobody can open the vault without {status.opensWith.includes('passphrase') ? 'the passphrase' : 'its key'}. You
        can begin a new one beside it, or delete it with all that it holds.
      </p>
    )
  }
  return (
    <Notice tone="bad" title={`The vault: ${vaultFace(status).short}`}>
      {vaultFace(status).meaning}
      {status.state === 'damaged' && <code className={css['path']}>{visibleText(status.keptAt)}</code>}
    </Notice>
  )
}
