import { Switch } from '@mantine/core'
import type { ProfileSummary } from '@contract/profiles'
import { queryKeys } from '../../bridge/query-keys.ts'
import { useAsk } from '../../bridge/use-ask.ts'
import { useSettings } from '../../bridge/use-settings.ts'
import { DismissibleFailure } from '../../text/dismissible-failure.tsx'
import css from './keep-fresh.module.css'

/** Whether the token is refreshed before it expires, also while no request needs it; a field of the profile. */
export function KeepFresh({ profile }: { readonly profile: ProfileSummary }) {
  const save = useAsk('profiles.save', [queryKeys.profiles])
  const settings = useSettings()
  const isOffForAll = settings.state === 'ready' && !settings.value.refreshInBackground
  const { isPlayground: _isPlayground, session: _session, secrets: _names, ...fields } = profile
  return (
    <div className={css['keepFresh']}>
      <Switch
        size="xs"
        label="Keep fresh"
        {...(profile.keepFresh && isOffForAll && { description: 'Off for all profiles, in the settings' })}
        checked={save.isRunning ? !profile.keepFresh : profile.keepFresh}
        disabled={save.isRunning}
        // No secret is named, so every secret stays as it is.
        onChange={(event) => save.run({ ...fields, keepFresh: event.currentTarget.checked, secrets: {} })}
      />
      {save.failure !== null && <DismissibleFailure failure={save.failure} onDismiss={save.dismiss} />}
    </div>
  )
}
