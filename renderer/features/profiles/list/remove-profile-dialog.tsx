import type { ProfileSummary } from '@contract/profiles'
import { queryKeys } from '../../../bridge/query-keys.ts'
import { useAsk } from '../../../bridge/use-ask.ts'
import { FailureNotice } from '../../../text/failure-notice.tsx'
import { visibleText } from '../../../text/visible-characters.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'

interface RemoveProfileDialogProps {
  readonly profile: ProfileSummary
  readonly onClose: () => void
}

/** Asks before a profile goes, and says what goes with it. */
export function RemoveProfileDialog({ profile, onClose }: RemoveProfileDialogProps) {
  const remove = useAsk('profiles.remove', [queryKeys.profiles, queryKeys.tokens])
  const name = visibleText(profile.name)
  return (
    <ConfirmDialog
      title={`Delete the profile “${name}”?`}
      confirmLabel="Delete"
      dangerous
      onConfirm={() => remove.run({ profileId: profile.id }, onClose)}
      onCancel={onClose}
    >
      Its tokens{profile.secrets.length > 0 ? ' and everything secret of it' : ''} are deleted from the vault with it.
      This cannot be undone. Requests that are sent as “{name}” stay, and will ask for another profile.
      {remove.failure !== null && <FailureNotice failure={remove.failure} />}
    </ConfirmDialog>
  )
}
