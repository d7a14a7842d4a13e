import { SegmentedControl, Switch } from '@mantine/core'
import { useId } from 'react'
import type { Settings } from '@contract/settings'
import { FailureError } from '../../bridge/bridge-client.ts'
import { useSaveSettings } from '../../bridge/use-settings.ts'
import { DismissibleFailure } from '../../text/dismissible-failure.tsx'
import { problemOf } from '../../text/problem-of.ts'
import { AuthoritiesSetting } from './authorities-setting.tsx'
import { NumberSetting } from './number-setting.tsx'
import { ProxySetting } from './proxy-setting.tsx'
import { Setting } from './setting.tsx'
import css from './settings.module.css'
import { VaultLockSetting } from './vault-lock-setting.tsx'

const themes: { value: Settings['theme']; label: string }[] = [
  { value: 'system', label: 'As the system' },
  { value: 'dark', label: 'Dark' },
  { value: 'light', label: 'Light' },
]

/** Look, tokens and network. A change that main refuses is shown beside its field, and the old value stays in force. */
export function Preferences({ settings }: { readonly settings: Settings }) {
  const backgroundId = useId()
  const save = useSaveSettings()
  const failure = save.error instanceof FailureError ? save.error.failure : null
  if (save.error !== null && failure === null) throw save.error
  const clipboardProblem = problemOf(failure, 'clearClipboardAfterSeconds')
  const proxyProblem = problemOf(failure, 'proxy')
  const authoritiesProblem = problemOf(failure, 'certificateAuthorities')
  const lockProblem = problemOf(failure, 'vaultLock')
  const isByField = [clipboardProblem, lockProblem, proxyProblem, authoritiesProblem].some(
    (problem) => problem !== undefined,
  )
  return (
    <>
      {failure !== null && !isByField && <DismissibleFailure failure={failure} onDismiss={save.reset} />}
      <section className={css['group']} aria-label="Look">
        <h2 className={css['heading']}>Look</h2>
        <Setting title="Theme">
          <SegmentedControl
            size="xs"
            withItemsBorders={false}
            aria-label="Theme"
            data={themes}
            value={settings.theme}
            onChange={(theme) => save.mutate({ theme })}
          />
        </Setting>
      </section>
      <section className={css['group']} aria-label="Tokens">
        <h2 className={css['heading']}>Tokens</h2>
        <Setting
          fieldId={backgroundId}
          title="Refresh in the background"
          hint="Profiles with “Keep fresh” get a new token before the old one expires, also while no request needs it."
        >
          <Switch
            id={backgroundId}
            checked={settings.refreshInBackground}
            onChange={(event) => save.mutate({ refreshInBackground: event.currentTarget.checked })}
          />
        </Setting>
        <NumberSetting
          title="Clear a copied token after"
          hint="The clipboard is cleared only if it still holds the token."
          unit="seconds"
          min={5}
          max={600}
          value={settings.clearClipboardAfterSeconds}
          problem={clipboardProblem}
          onSave={(clearClipboardAfterSeconds) => save.mutate({ clearClipboardAfterSeconds })}
        />
      </section>
      <VaultLockSetting
        rules={settings.vaultLock}
        problem={lockProblem}
        isSaving={save.isPending}
        onSave={(vaultLock) => save.mutate({ vaultLock })}
      />
      <section className={css['group']} aria-label="Network">
        <h2 className={css['heading']}>Network</h2>
        <ProxySetting proxy={settings.proxy} problem={proxyProblem} onSave={(proxy) => save.mutate({ proxy })} />
        <AuthoritiesSetting
          pem={settings.certificateAuthorities}
          problem={authoritiesProblem}
          isSaving={save.isPending}
          onSave={(certificateAuthorities) => save.mutate({ certificateAuthorities })}
        />
      </section>
    </>
  )
}
