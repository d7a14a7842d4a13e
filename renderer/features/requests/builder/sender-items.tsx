import { Menu } from '@mantine/core'
import { Fragment } from 'react'
import type { ProfileSummary } from '@contract/profiles'
import { useNow } from '../../../bridge/use-now.ts'
import { visibleText } from '../../../text/visible-characters.ts'
import { ProfileLine } from './profile-line.tsx'
import { sendersByGroup } from './senders-by-group.ts'

interface SenderItemsProps {
  readonly profiles: readonly ProfileSummary[]
  readonly chosenName?: string | null
  readonly onChosen: (profile: ProfileSummary) => void
}

/** Every profile as an entry of a menu, under its group. */
export function SenderItems({ profiles, chosenName = null, onChosen }: SenderItemsProps) {
  const now = useNow()
  const groups = sendersByGroup(profiles)
  // The menu is not displayed yet when it looks for what takes the focus, so it is told.
  const first = profiles.find(({ name }) => name === chosenName) ?? profiles[0]
  return groups.map(({ name, profiles: members }) => (
    <Fragment key={name}>
      {(name !== '' || groups.length > 1) && <Menu.Label>{name === '' ? 'No group' : visibleText(name)}</Menu.Label>}
      {members.map((profile) => (
        <Menu.Item key={profile.id} data-autofocus={profile === first || undefined} onClick={() => onChosen(profile)}>
          <ProfileLine profile={profile} now={now} chosen={chosenName === profile.name} />
        </Menu.Item>
      ))}
    </Fragment>
  ))
}
