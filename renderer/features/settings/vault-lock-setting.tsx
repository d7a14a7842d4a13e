import { Switch } from '@mantine/core'
import { useId, useRef } from 'react'
import type { Settings } from '@contract/settings'
import type { VaultStatus } from '@contract/vault'
import { useVault } from '../../bridge/use-vault.ts'
import { NumberSetting } from './number-setting.tsx'
import { Setting } from './setting.tsx'
import css from './settings.module.css'

type VaultLock = Settings['vaultLock']

interface VaultLockSettingProps {
  readonly rules: VaultLock
  readonly problem: string | undefined
  readonly isSaving: boolean
  readonly onSave: (rules: VaultLock) => void
}

/** Why the vault never locks by itself as it is kept now; null: the rules are in force. */
function whyNever(status: VaultStatus): string | null {
  if (status.state !== 'open' || status.lockAsks) return null
  if (status.strength === 'memory-only')
    return 'Not in force: secrets are kept in memory only, and what is locked there could not be opened again.'
  return 'Not in force: the vault is under the keyring alone, which opens it again without a question, so a lock would keep nobody out. Add a passphrase in the vault’s panel (top right) to have them.'
}

/** When the vault locks by itself; only where somebody is asked to open it again. */
export function VaultLockSetting({ rules, problem, isSaving, onSave }: VaultLockSettingProps) {
  const screenId = useId()
  const sleepId = useId()
  const reasonId = useId()
  const vault = useVault()
  // Two switches in one instant: the second must not take the first one back, whose answer is still on its way.
  const wished = useRef(rules)
  const save = (change: Partial<VaultLock>) => {
    wished.current = { ...(isSaving ? wished.current : rules), ...change }
    onSave(wished.current)
  }
  const never = vault.state === 'ready' ? whyNever(vault.value) : null
  const isOff = never !== null
  return (
    <section className={css['group']} aria-label="Vault lock" aria-describedby={isOff ? reasonId : undefined}>
      <h2 className={css['heading']}>Vault lock</h2>
      {isOff && (
        <div className={css['reason']} id={reasonId} role="note">
          {never}
        </div>
      )}
      <NumberSetting
        title="Lock when nobody is there"
        hint="After this time without key or mouse on this computer. 0: never."
        unit="minutes"
        min={0}
        max={480}
        value={rules.idleMinutes}
        problem={problem}
        disabled={isOff}
        onSave={(idleMinutes) => save({ idleMinutes })}
      />
      <Setting
        fieldId={screenId}
        title="Lock with the screen"
        hint="When the screen of this computer is locked; on some systems also when it goes dark."
      >
        <Switch
          id={screenId}
          checked={rules.onScreenLock}
          disabled={isOff}
          onChange={(event) => save({ onScreenLock: event.currentTarget.checked })}
        />
      </Setting>
      <Setting fieldId={sleepId} title="Lock when this computer sleeps" hint="Before it goes to sleep.">
        <Switch
          id={sleepId}
          checked={rules.onSuspend}
          disabled={isOff}
          onChange={(event) => save({ onSuspend: event.currentTarget.checked })}
        />
      </Setting>
    </section>
  )
}
