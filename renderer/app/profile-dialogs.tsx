import { lazy } from 'react'
import type { ProfileId } from '@contract/ids'
import { useProfiles } from '../bridge/use-profiles.ts'
import { visibleText } from '../text/visible-characters.ts'

const ProfileForm = lazy(async () => ({ default: (await import('../features/profiles/profile-form.tsx')).ProfileForm }))
const TraceDialog = lazy(async () => ({ default: (await import('../features/sign-in/trace-dialog.tsx')).TraceDialog }))

interface OfProfileProps {
  readonly id: ProfileId
  readonly onClose: () => void
}

function useProfile(id: ProfileId) {
  const profiles = useProfiles()
  return profiles.state === 'ready' ? profiles.value.find((each) => each.id === id) : undefined
}

/** The form of a profile that is there. */
export function ProfileDialog({ id, onClose }: OfProfileProps) {
  const profile = useProfile(id)
  return profile === undefined ? null : <ProfileForm profile={profile} onClose={onClose} />
}

/** What the last sign-in of a profile sent, also of one that went well. */
export function TraceOfProfile({ id, onClose }: OfProfileProps) {
  const profile = useProfile(id)
  if (profile === undefined) return null
  return <TraceDialog profileId={id} name={visibleText(profile.name)} onClose={onClose} />
}
