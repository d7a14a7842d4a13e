import { Button } from '@mantine/core'
import { useState } from 'react'
import type { VaultStrength } from '@contract/vault'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { failureText } from '../../text/failure-text.ts'
import { countOf } from '../../text/sizes.ts'
import { visibleText } from '../../text/visible-characters.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { DialogButtons } from '../../ui/dialog-buttons.tsx'
import { NewPassphrase } from '../../ui/new-passphrase.tsx'
import { whyNoKeyring } from './keyring-words.ts'
import { PassphraseField } from './passphrase-field.tsx'
import { ProtectionChoice } from './protection-choice.tsx'
import { isUnderPassphrase, type OpenVaultStatus } from './open-vault-status.ts'
import { usePassphraseTwice } from './use-passphrase-twice.ts'
import { useVaultDeed } from './use-vault-deed.ts'
import css from './vault.module.css'

interface ChangeProtectionProps {
  readonly status: OpenVaultStatus
  readonly onDone: (said: string) => void
  readonly onBack: () => void
}

const under = { keyring: 'keyring', passphrase: 'passphrase', 'keyring-and-passphrase': 'both' } as const
type Sealed = keyof typeof under

/** What pressing the button does, in its own words. */
function deedWords(from: VaultStrength, to: VaultStrength): string {
  if (to === 'memory-only') return 'Keep in memory only…'
  if (from === to) return to === 'keyring' ? 'Seal it anew' : 'Change the passphrase'
  return 'Change the protection'
}

/** From one way of keeping secrets to another, or to another passphrase; each makes a new key and seals all anew. */
export function ChangeProtection({ status, onDone, onBack }: ChangeProtectionProps) {
  const { strength, keyring, records, unreadable } = status
  const [chosen, setChosen] = useState(strength)
  const [current, setCurrent] = useState('')
  const [isAsking, setAsking] = useState(false)
  const typed = usePassphraseTwice()
  const protect = useVaultDeed('vault.protect')
  const memoryOnly = useVaultDeed('vault.chooseMemoryOnly')
  const isRunning = protect.isRunning || memoryOnly.isRunning
  const asksCurrent = isUnderPassphrase(strength)
  const noKeyring = whyNoKeyring(keyring)
  const isImpossible = noKeyring !== null && (chosen === 'keyring' || chosen === 'keyring-and-passphrase')
  const isSame = chosen === 'memory-only' && strength === 'memory-only'
  const told = protect.failure ?? memoryOnly.failure
  const wrong = told?.code === 'vault.wrong_passphrase' ? told : null
  const failure = wrong === null ? told : null

  const change = (to: Sealed) => {
    const passphrase = to === 'keyring' ? '' : typed.settle()
    if (passphrase === null || (asksCurrent && current === '')) return
    const protection = to === 'keyring' ? ({ under: 'keyring' } as const) : ({ under: under[to], passphrase } as const)
    protect.run({ current: asksCurrent ? current : null, protection }, () => {
      typed.forget()
      setCurrent('')
      onDone('Done. The vault has a new key, all of it is sealed anew, and what opened it before opens it no more.')
    })
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (isRunning || isImpossible || isSame) return
        if (chosen === 'memory-only') setAsking(true)
        else change(chosen)
      }}
    >
      <ProtectionChoice
        current={strength}
        chosen={chosen}
        noKeyring={noKeyring}
        keyringName={visibleText(keyring.offered)}
        onChosen={(next) => {
          protect.dismiss()
          memoryOnly.dismiss()
          setChosen(next)
        }}
      />
      {asksCurrent && (
        <div className={css['field']}>
          <PassphraseField
            label="Current passphrase"
            value={current}
            problem={wrong === null ? undefined : failureText(wrong).title}
            onTyped={(text) => {
              protect.dismiss()
              memoryOnly.dismiss()
              setCurrent(text)
            }}
          />
        </div>
      )}
      {(chosen === 'passphrase' || chosen === 'keyring-and-passphrase') && !isImpossible && (
        <NewPassphrase label={asksCurrent ? 'New passphrase' : 'Passphrase'} {...typed.field} />
      )}
      {failure !== null && <FailureNotice failure={failure} />}
      <DialogButtons isSticky>
        <Button onClick={onBack}>Back</Button>
        <Button
          variant="filled"
          type="submit"
          loading={isRunning}
          disabled={isImpossible || isSame || (asksCurrent && current === '')}
        >
          {deedWords(strength, chosen)}
        </Button>
      </DialogButtons>
      {isAsking && (
        <ConfirmDialog
          title="Keep everything in memory only?"
          confirmLabel="Delete the file, keep in memory"
          dangerous
          onConfirm={() => {
            setAsking(false)
            memoryOnly.run({ current: asksCurrent ? current : null }, () => {
              setCurrent('')
              onDone('Done. The vault’s files are gone; what it held stays until you quit.')
            })
          }}
          onCancel={() => setAsking(false)}
        >
          The vault’s file and its copy are deleted. Its {countOf(records, 'record')} can be used until you quit; then
          every profile has to sign in again, and client secrets have to be entered again.
          {unreadable > 0 && ` ${countOf(unreadable, 'record')} that can’t be opened will be gone at once.`} Claimcheck
          remembers the choice for its next start. Copies of damaged vaults, and vaults that you set aside, stay where
          they are, sealed as they were.
        </ConfirmDialog>
      )}
    </form>
  )
}
