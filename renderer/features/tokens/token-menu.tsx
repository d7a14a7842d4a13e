import { IconEraser, IconListDetails, IconLogout, IconSearch, IconUser, IconUsers } from '@tabler/icons-react'
import type { ProfileSummary } from '@contract/profiles'
import {
  hasTokenService,
  tokenServiceDeeds,
  tokenServiceWords,
  type TokenServiceDeed,
} from '../../text/token-service-words.ts'
import { needsPerson } from '../../text/way-words.ts'
import type { MenuEntry, Point } from '../../ui/menu-entry.ts'
import { PointMenu } from '../../ui/point-menu.tsx'
import type { TokenOutlets } from './token-outlets.ts'

interface TokenMenuProps {
  readonly profile: ProfileSummary
  readonly at: Point
  readonly outlets: TokenOutlets
  readonly onClose: () => void
}

const size = 15
const icons = {
  userinfo: <IconUser size={size} />,
  introspect: <IconSearch size={size} />,
  revoke: <IconEraser size={size} />,
  'sign-out': <IconLogout size={size} />,
} as const satisfies Record<TokenServiceDeed, React.ReactNode>

/** What else can be done with a token: mostly by the server that issued it. */
export function TokenMenu({ profile, at, outlets, onClose }: TokenMenuProps) {
  const { onSignIn, onService, onTrace } = outlets
  const asked = (deed: TokenServiceDeed): MenuEntry => ({
    label: tokenServiceWords[deed].name,
    icon: icons[deed],
    onChoose: () => onService(profile.id, deed),
  })
  const switchUser: MenuEntry = {
    label: 'Switch user…',
    icon: <IconUsers size={size} />,
    onChoose: () => onSignIn(profile.id, 'select_account'),
  }
  const trace: MenuEntry = {
    label: 'What the sign-in sent…',
    icon: <IconListDetails size={size} />,
    onChoose: () => onTrace(profile.id),
  }
  const isOfServer = hasTokenService(profile)
  const offered = isOfServer ? tokenServiceDeeds(profile.way) : []
  const entries = (...deeds: TokenServiceDeed[]) => deeds.filter((deed) => offered.includes(deed)).map(asked)
  const isOfPerson = isOfServer && needsPerson(profile.way)
  return (
    <PointMenu
      label={`More for the token of ${profile.name}`}
      at={at}
      groups={[
        entries('userinfo', 'introspect'),
        entries('revoke', 'sign-out'),
        isOfPerson ? [switchUser, trace] : [trace],
      ]}
      onClose={onClose}
    />
  )
}
