import { Modal } from '@mantine/core'
import type { ProfileId } from '@contract/ids'
import { useProfiles } from '../../bridge/use-profiles.ts'
import { visibleText } from '../../text/visible-characters.ts'
import type { TokenServiceDeed } from '../../text/token-service-words.ts'
import { EndAtServer } from './end-at-server.tsx'
import { ToldByServer } from './told-by-server.tsx'

interface TokenServiceDialogProps {
  readonly profileId: ProfileId
  readonly deed: TokenServiceDeed
  readonly onClose: () => void
}

const titles = {
  userinfo: 'User info of',
  introspect: 'What the server knows of the token of',
  revoke: 'Revoke the tokens of',
  'sign-out': 'Sign out at the server:',
} as const satisfies Record<TokenServiceDeed, string>

/** One deed of the server that issued a profile's token, and what came of it in words. Mounted is open. */
export function TokenServiceDialog({ profileId, deed, onClose }: TokenServiceDialogProps) {
  const profiles = useProfiles()
  const profile = profiles.state === 'ready' ? profiles.value.find(({ id }) => id === profileId) : undefined
  const name = visibleText(profile?.name ?? 'this profile')
  return (
    <Modal
      opened
      onClose={onClose}
      size={560}
      title={`${titles[deed]} ${name}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {deed === 'userinfo' || deed === 'introspect' ? (
        <ToldByServer profileId={profileId} deed={deed} />
      ) : (
        <EndAtServer profileId={profileId} deed={deed} name={name} onClose={onClose} />
      )}
    </Modal>
  )
}
