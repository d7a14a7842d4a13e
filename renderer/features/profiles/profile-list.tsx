import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { ProfileId } from '@contract/ids'
import type { ProfileSummary } from '@contract/profiles'
import { queryKeys } from '../../bridge/query-keys.ts'
import { useAsk } from '../../bridge/use-ask.ts'
import { useProfiles } from '../../bridge/use-profiles.ts'
import { DismissibleFailure } from '../../text/dismissible-failure.tsx'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { LoadingLines } from '../../ui/loading-lines.tsx'
import type { Point } from '../../ui/menu-entry.ts'
import { MoreButton } from '../../ui/more-button.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { SectionHeading } from '../../ui/section-heading.tsx'
import { Toast } from '../../ui/toast.tsx'
import { AddMenu } from './list/add-menu.tsx'
import type { ProfileDeeds, ProfileListDeeds } from './list/profile-deeds.ts'
import { ProfileDialogs, type ProfileDialog } from './list/profile-dialogs.tsx'
import css from './list/profile-list.module.css'
import { ProfileMenu } from './list/profile-menu.tsx'
import { ProfileRows } from './list/profile-rows.tsx'
import { useArrange } from './list/use-arrange.ts'

interface ProfileListProps {
  /** The profile in the inspector, or null. */
  readonly activeId: ProfileId | null
  readonly onInspect: (id: ProfileId) => void
  /** What the window does for a profile. */
  readonly deeds: ProfileListDeeds
}

/** From here on a name is faster typed than found. */
const manyProfiles = 9
const examplesText = (added: number) =>
  added === 0 ? 'The playground’s examples are all here already' : `${added} of the playground’s examples added`

/** Every identity to test with, and how its token fares. */
export function ProfileList({ activeId, onInspect, deeds: outside }: ProfileListProps) {
  const profiles = useProfiles()
  const [menu, setMenu] = useState<{ profile: ProfileSummary; at: Point } | null>(null)
  const [addMenu, setAddMenu] = useState<Point | null>(null)
  const [dialog, setDialog] = useState<ProfileDialog | null>(null)
  const [search, setSearch] = useState('')
  const [toast, setToast] = useState<string | null>(null)
  const panel = useRef<HTMLElement>(null)
  const refresh = useAsk('tokens.refresh', [queryKeys.profiles, queryKeys.tokens])
  const forget = useAsk('tokens.forget', [queryKeys.profiles, queryKeys.tokens])
  const examples = useAsk('playground.addExamples', [queryKeys.profiles])
  const { arrange, failure: arrangeFailure, dismiss: dismissArrange } = useArrange()
  const failure = refresh.failure ?? forget.failure ?? examples.failure ?? arrangeFailure
  const dismiss = () => {
    for (const ask of [refresh, forget, examples]) ask.dismiss()
    dismissArrange()
  }
  const deeds: ProfileDeeds = {
    ...outside,
    signOut: ({ id }) => forget.run({ profileId: id }),
    refresh: ({ id }) => refresh.run({ profileId: id }),
    edit: (profile) => setDialog({ show: 'edit', profile }),
    duplicate: (profile) => setDialog({ show: 'duplicate', profile }),
    exportIt: (profile) => setDialog({ show: 'export', chosen: [profile.id] }),
    remove: (profile) => setDialog({ show: 'remove', profile }),
  }
  const add = () => setDialog({ show: 'add' })
  const known = profiles.state === 'ready' ? profiles.value : []
  const isMany = known.length >= manyProfiles
  return (
    <section ref={panel} className={css['panel']} aria-label="Profiles">
      <SectionHeading
        actions={
          <span className={css['actions']}>
            <MoreButton label="More for profiles" isOpen={addMenu !== null} onOpen={setAddMenu} />
            <IconButton label="Add a profile" onClick={add}>
              <IconPlus size={15} />
            </IconButton>
          </span>
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
      {profiles.state === 'ready' && known.length === 0 && (
        <EmptyState
          title="No profiles yet"
          actions={
            <>
              <Button leftSection={<IconPlus size={14} />} onClick={add}>
                Add a profile
              </Button>
              <Button variant="subtle" onClick={outside.findLogin}>
                Find a login from a URL
              </Button>
            </>
          }
        >
          A profile is an identity to test with, and the way it gets a token.
        </EmptyState>
      )}
      {isMany && (
        <SearchField
          label="Search profiles"
          placeholder="Search"
          clearLabel="Clear the search"
          value={search}
          onChange={setSearch}
          onDown={() => panel.current?.querySelector<HTMLElement>('[data-profile]')?.focus()}
        />
      )}
      {known.length > 0 && (
        <ProfileRows
          profiles={known}
          search={isMany ? search : ''}
          activeId={activeId}
          menuOf={menu?.profile.id ?? null}
          onInspect={onInspect}
          onMenu={(profile, at) => setMenu({ profile, at })}
          onEdit={deeds.edit}
          onRemove={deeds.remove}
          onArranged={arrange}
        />
      )}
      {menu !== null && <ProfileMenu {...menu} deeds={deeds} onClose={() => setMenu(null)} />}
      {addMenu !== null && (
        <AddMenu
          at={addMenu}
          hasProfiles={known.length > 0}
          onAdd={add}
          onFindLogin={outside.findLogin}
          onImport={() => setDialog({ show: 'import' })}
          onExport={() => setDialog({ show: 'export', chosen: known.map(({ id }) => id) })}
          onAddExamples={() => examples.run({}, ({ added }) => setToast(examplesText(added)))}
          onClose={() => setAddMenu(null)}
        />
      )}
      <ProfileDialogs dialog={dialog} profiles={known} onInspect={onInspect} onClose={() => setDialog(null)} />
      {toast !== null && (
        <Toast key={toast} onClose={() => setToast(null)}>
          {toast}
        </Toast>
      )}
    </section>
  )
}
