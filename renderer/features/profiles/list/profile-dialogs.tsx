import { lazy, Suspense } from 'react'
import type { ProfileId } from '@contract/ids'
import type { ProfileSummary } from '@contract/profiles'

const ProfileForm = lazy(async () => ({ default: (await import('../profile-form.tsx')).ProfileForm }))
const RemoveProfileDialog = lazy(async () => ({
  default: (await import('./remove-profile-dialog.tsx')).RemoveProfileDialog,
}))
const ExportDialog = lazy(async () => ({ default: (await import('./export-dialog.tsx')).ExportDialog }))
const ImportDialog = lazy(async () => ({ default: (await import('./import-dialog.tsx')).ImportDialog }))

/** The dialog of the list that is open. */
export type ProfileDialog =
  | { readonly show: 'add' }
  | { readonly show: 'edit' | 'duplicate' | 'remove'; readonly profile: ProfileSummary }
  | { readonly show: 'export'; readonly chosen: readonly ProfileId[] }
  | { readonly show: 'import' }

interface ProfileDialogsProps {
  readonly dialog: ProfileDialog | null
  readonly profiles: readonly ProfileSummary[]
  readonly onInspect: (id: ProfileId) => void
  readonly onClose: () => void
}

export function ProfileDialogs({ dialog, profiles, onInspect, onClose }: ProfileDialogsProps) {
  if (dialog === null) return null
  return (
    <Suspense fallback={null}>
      {dialog.show === 'add' && <ProfileForm profile={null} onClose={onClose} onSaved={onInspect} />}
      {(dialog.show === 'edit' || dialog.show === 'duplicate') && (
        <ProfileForm
          profile={dialog.profile}
          isCopy={dialog.show === 'duplicate'}
          onClose={onClose}
          onSaved={onInspect}
        />
      )}
      {dialog.show === 'remove' && <RemoveProfileDialog profile={dialog.profile} onClose={onClose} />}
      {dialog.show === 'export' && <ExportDialog profiles={profiles} chosen={dialog.chosen} onClose={onClose} />}
      {dialog.show === 'import' && <ImportDialog onClose={onClose} />}
    </Suspense>
  )
}
