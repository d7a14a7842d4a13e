import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import type { ProfileId } from '@contract/ids'
import type { ProfileSummary } from '@contract/profiles'
import { queryKeys } from '../../bridge/query-keys.ts'
import { useAsk } from '../../bridge/use-ask.ts'
import { useNow } from '../../bridge/use-now.ts'
import { useProfiles } from '../../bridge/use-profiles.ts'
import { DismissibleFailure } from '../../text/dismissible-failure.tsx'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { LoadingLines } from '../../ui/loading-lines.tsx'
import type { Point } from '../../ui/menu-entry.ts'
import { SectionHeading } from '../../ui/section-heading.tsx'
import css from './profile-list.module.css'
import { ProfileMenu, type ProfileDeeds } from './profile-menu.tsx'
import { ProfileRow } from './profile-row.tsx'

const ProfileForm = lazy(async () => ({ default: (await import('./profile-form.tsx')).ProfileForm }))
const RemoveProfileDialog = lazy(async () => ({
  default: (await import('./remove-profile-dialog.tsx')).RemoveProfileDialog,
}))

type Dialog =
  | { show: 'add' }
  | { show: 'edit'; profile: ProfileSummary }
  | { show: 'duplicate'; profile: ProfileSummary }
  | { show: 'remove'; profile: ProfileSummary }

interface ProfileListProps {
  /** The profile in the inspector, or null. */
  readonly activeId: ProfileId | null
  readonly onInspect: (id: ProfileId) => void
  readonly onSignIn: (id: ProfileId) => void
}

/** Every identity to test with, and how its token fares. */
export function ProfileList({ activeId, onInspect, onSignIn }: ProfileListProps) {
  const profiles = useProfiles()
  const now = useNow()
  const [menu, setMenu] = useState<{ profile: ProfileSummary; at: Point } | null>(null)
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const refresh = useAsk('tokens.refresh', [queryKeys.profiles, queryKeys.tokens])
  const forget = useAsk('tokens.forget', [queryKeys.profiles, queryKeys.tokens])
  const failure = refresh.failure ?? forget.failure
  const dismiss = () => {
    refresh.dismiss()
    forget.dismiss()
  }
  const deeds: ProfileDeeds = {
    signIn: ({ id }) => onSignIn(id),
    signOut: ({ id }) => forget.run({ profileId: id }),
    refresh: ({ id }) => refresh.run({ profileId: id }),
    edit: (profile) => setDialog({ show: 'edit', profile }),
    duplicate: (profile) => setDialog({ show: 'duplicate', profile }),
    remove: (profile) => setDialog({ show: 'remove', profile }),
  }
  const add = () => setDialog({ show: 'add' })
  return (
    <section className={css['panel']} aria-label="Profiles">
      <SectionHeading
        actions={
          <IconButton label="Add a profile" onClick={add}>
            <IconPlus size={15} />
          </IconButton>
        }
      >
        Profiles
      </SectionHeading>
      {failure !== null && (
        <div className={css['failure']}>
          <DismissibleFailure failure={failure} onDismiss={dismiss} />
        </div>
      )}
      {profiles.state === 'loading' && <LoadingLines label="Loading profiles" />}
      {profiles.state === 'failed' && <FailureNotice failure={profiles.failure} on={{ retry: profiles.retry }} />}
      {profiles.state === 'ready' && profiles.value.length === 0 && (
        <EmptyState
          title="No profiles yet"
          actions={
            <Button leftSection={<IconPlus size={14} />} onClick={add}>
              Add a profile
            </Button>
          }
        >
          A profile is an identity to test with, and the way it gets a token.
        </EmptyState>
      )}
      {profiles.state === 'ready' && profiles.value.length > 0 && (
        <ul className={css['list']}>
          {profiles.value.map((profile) => (
            <ProfileRow
              key={profile.id}
              profile={profile}
              now={now}
              isActive={profile.id === activeId}
              isMenuOpen={menu?.profile.id === profile.id}
              onInspect={() => onInspect(profile.id)}
              onMenu={(at) => setMenu({ profile, at })}
              onEdit={() => deeds.edit(profile)}
              onRemove={() => deeds.remove(profile)}
            />
          ))}
        </ul>
      )}
      {menu !== null && <ProfileMenu {...menu} deeds={deeds} onClose={() => setMenu(null)} />}
      <Suspense fallback={null}>
        {dialog?.show === 'add' && <ProfileForm profile={null} onClose={() => setDialog(null)} onSaved={onInspect} />}
        {(dialog?.show === 'edit' || dialog?.show === 'duplicate') && (
          <ProfileForm
            profile={dialog.profile}
            isCopy={dialog.show === 'duplicate'}
            onClose={() => setDialog(null)}
            onSaved={onInspect}
          />
        )}
        {dialog?.show === 'remove' && <RemoveProfileDialog profile={dialog.profile} onClose={() => setDialog(null)} />}
      </Suspense>
    </section>
  )
}
