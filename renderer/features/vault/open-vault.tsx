import { Button } from '@mantine/core'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { countOf } from '../../text/sizes.ts'
import { visibleText } from '../../text/visible-characters.ts'
import { DialogButtons } from '../../ui/dialog-buttons.tsx'
import { keyText } from '../../ui/key-hint.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Facts } from './facts.tsx'
import { GoBack } from './go-back.tsx'
import { keyringTroubleWords } from './keyring-words.ts'
import { isUnderPassphrase, type OpenVaultStatus } from './open-vault-status.ts'
import { recoveredWords } from './vault-words.ts'
import { Reach } from './protection-choice.tsx'
import { useVaultDeed } from './use-vault-deed.ts'
import css from './vault.module.css'

export type VaultPage = 'facts' | 'protection' | 'export' | 'import' | 'forget' | 'forgotten'

interface OpenVaultProps {
  readonly status: OpenVaultStatus
  /** What came of the page before; '' for nothing. */
  readonly said: string
  readonly onPage: (page: VaultPage) => void
  readonly onClose: () => void
}

/** What opens the vault, now and after a lock. */
function opensWith({ strength, keyring }: OpenVaultStatus): string {
  const name = visibleText(keyring.sealedUnder ?? keyring.offered)
  switch (strength) {
    case 'keyring':
      return `${name}, without a question at a start; at a click after a lock`
    case 'passphrase':
      return 'Your passphrase, at each start and after a lock'
    case 'keyring-and-passphrase':
      return `${name} at a start; your passphrase after a lock`
    case 'memory-only':
      return 'It was never closed, and can’t be'
  }
}

function factsOf(status: OpenVaultStatus): readonly (readonly [string, string])[] {
  const { strength, keyring, records } = status
  const sealedUnder = [
    ...(keyring.sealedUnder === null ? [] : [visibleText(keyring.sealedUnder)]),
    ...(isUnderPassphrase(strength) ? ['your passphrase (scrypt)'] : []),
  ]
  return [
    ['Holds', `${countOf(records, 'record')} (tokens, client secrets)`],
    ...(strength === 'memory-only' ? [] : ([['Sealed under', sealedUnder.join(' and ')]] as const)),
    ['Opens with', opensWith(status)],
    ...(keyring.offered === keyring.sealedUnder ? [] : ([['Keyring now', visibleText(keyring.offered)]] as const)),
  ]
}

/** An open vault: what protects it from whom, what is in it, and what can be done with it. */
export function OpenVault({ status, said, onPage, onClose }: OpenVaultProps) {
  const { strength, keyring, unreadable, recovered, passesOver = false } = status
  const lock = useVaultDeed('vault.lock')
  const trouble = strength === 'keyring-and-passphrase' ? keyring.trouble : null
  return (
    <>
      {said !== '' && <Notice tone="ok" role="status" title={said} />}
      <Facts facts={factsOf(status)} />
      <Reach strength={strength} />
      <div className={css['notices']}>
        {passesOver && <GoBack />}
        {trouble !== null && (
          <Notice tone="warn" title={keyringTroubleWords(trouble, keyring).title}>
            Only the passphrase opens the vault now. {keyringTroubleWords(trouble, keyring).advice} Or change the
            protection, which seals it anew.
          </Notice>
        )}
        {unreadable > 0 && (
          <Notice tone="warn" title={`${countOf(unreadable, 'record')} could not be opened`}>
            They stay in the file, untouched: the key that opens them may come back with your keyring.
          </Notice>
        )}
        {recovered && (
          <Notice tone="info" title={recoveredWords.title}>
            {recoveredWords.advice}
          </Notice>
        )}
        {lock.failure !== null && <FailureNotice failure={lock.failure} />}
      </div>
      <div className={css['steps']}>
        {/* What lies on the disk would be in the way. */}
        {!passesOver && (
          <Button onClick={() => onPage('protection')}>
            {strength === 'memory-only' ? 'Keep on disk…' : 'Change the protection…'}
          </Button>
        )}
        <Button onClick={() => onPage('export')}>Export…</Button>
        <Button onClick={() => onPage('import')}>Import…</Button>
        <Button color="red" onClick={() => onPage('forget')}>
          Forget everything…
        </Button>
      </div>
      <DialogButtons isSticky>
        {strength !== 'memory-only' && (
          <Button
            title={`Also with ${keyText('Mod+Shift+L')}`}
            loading={lock.isRunning}
            onClick={() => lock.run({}, onClose)}
          >
            Lock now
          </Button>
        )}
        <Button variant="filled" data-autofocus onClick={onClose}>
          Close
        </Button>
      </DialogButtons>
    </>
  )
}
