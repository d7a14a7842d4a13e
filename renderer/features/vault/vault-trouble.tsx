import { Button } from '@mantine/core'
import type { KeyringFactsShown, KeyringTrouble, VaultStatus } from '@contract/vault'
import { visibleText } from '../../text/visible-characters.ts'
import { CopyLine } from '../../ui/copy-line.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ChooseProtection } from './choose-protection.tsx'
import { keyringTroubleWords } from './keyring-words.ts'
import { lockReasons } from './lock-words.ts'
import { LookAgain } from './look-again.tsx'
import { RolledBack } from './rolled-back.tsx'
import { SetAside } from './set-aside.tsx'
import { UnlockForm } from './unlock-form.tsx'
import css from './vault.module.css'
import { WorkWithout } from './work-without.tsx'

interface VaultTroubleProps {
  readonly status: Exclude<VaultStatus, { state: 'open' }>
  readonly onSolved: () => void
  /** A new vault is asked for, to take an export over into it. */
  readonly onImport: () => void
  readonly onForget: () => void
}

/** What can be done about a vault that is not open, for each reason. */
export function VaultTrouble({ status, onSolved, onImport, onForget }: VaultTroubleProps) {
  const setAside = <SetAside onDone={onSolved} onToImport={onImport} />
  const waysOut = (
    <>
      <div className={css['steps']}>
        <LookAgain label="Look again" onOpen={onSolved} />
        {setAside}
      </div>
      <WorkWithout onDone={onSolved} />
    </>
  )
  switch (status.state) {
    case 'choice-needed':
      return (
        <>
          {status.keyring.trouble !== null && (
            // There is no file yet: nothing is sealed under any keyring.
            <KeyringNotice trouble={status.keyring.trouble} keyring={{ ...status.keyring, sealedUnder: null }} />
          )}
          <div className={css['steps']}>
            <LookAgain label="Look for a keyring again" onOpen={onSolved} />
          </div>
          <ChooseProtection onChosen={onSolved} />
        </>
      )
    case 'locked':
      return <LockedVault status={status} onSolved={onSolved} setAside={setAside} onForget={onForget} />
    case 'rolled-back':
      return (
        <>
          <RolledBack status={status} onAccepted={onSolved} />
          {waysOut}
        </>
      )
    case 'damaged':
      return (
        <>
          <p className={css['meaning']}>
            If you have a backup of <code>vault.json</code>, put it in its place and look again. A copy of the damaged
            bytes is here:
          </p>
          <CopyLine label="Where the copy is" text={visibleText(status.keptAt)} />
          {waysOut}
        </>
      )
    case 'newer':
      return (
        <>
          <p className={css['meaning']}>
            It is of format {status.version}, which this version does not know. Update Claimcheck, or begin a new vault
            beside it.
          </p>
          {waysOut}
        </>
      )
  }
}

function KeyringNotice(facts: { readonly trouble: KeyringTrouble; readonly keyring: KeyringFactsShown }) {
  const { title, advice } = keyringTroubleWords(facts.trouble, facts.keyring)
  return (
    <Notice tone="warn" title={title}>
      {advice}
    </Notice>
  )
}

interface LockedVaultProps {
  readonly status: Extract<VaultStatus, { state: 'locked' }>
  readonly onSolved: () => void
  readonly setAside: React.ReactNode
  readonly onForget: () => void
}

function LockedVault({ status, onSolved, setAside, onForget }: LockedVaultProps) {
  const { cause, keyring, opensWith } = status
  const isForPassphrase = opensWith.includes('passphrase')
  return (
    <>
      {cause === 'keyring' && keyring.trouble !== null ? (
        <div className={css['reason']}>
          <KeyringNotice trouble={keyring.trouble} keyring={keyring} />
        </div>
      ) : (
        <p className={css['reason']}>{lockReasons[cause]}</p>
      )}
      <UnlockForm status={status} onUnlocked={onSolved} />
      <WorkWithout onDone={onSolved} />
      <Disclosure
        title={isForPassphrase ? 'Forgotten the passphrase?' : 'If the keyring does not come back'}
        summary=""
      >
        <p className={css['meaning']}>
          Nobody can open the vault without {isForPassphrase ? 'it' : 'its key'}. You can begin a new one beside it, and
          take an export over; or delete it with all that it holds.
        </p>
        <div className={css['steps']}>
          {setAside}
          <Button color="red" onClick={onForget}>
            Forget everything…
          </Button>
        </div>
      </Disclosure>
    </>
  )
}
