import type { ProfileSummary } from '@contract/profiles'
import { useSettings } from '../../bridge/use-settings.ts'

/** Whether a profile's token is refreshed also while no request needs it: by its own switch, and by that for all. */
export function useKeptFresh({ keepFresh }: Pick<ProfileSummary, 'keepFresh'>): boolean {
  const settings = useSettings()
  return keepFresh && settings.state === 'ready' && settings.value.refreshInBackground
}
