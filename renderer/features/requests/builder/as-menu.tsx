import { Menu, UnstyledButton } from '@mantine/core'
import { IconCheck, IconChevronDown, IconCornerLeftUp, IconUserOff } from '@tabler/icons-react'
import type { StoredRequest } from '@contract/collections'
import type { ProfileSummary } from '@contract/profiles'
import type { SendAs } from '@contract/requests'
import type { Loadable } from '../../../bridge/loadable.ts'
import { useNow } from '../../../bridge/use-now.ts'
import { failureText } from '../../../text/failure-text.ts'
import { sessionFace } from '../../../text/session-face.ts'
import { wayTooltip } from '../../../text/way-words.ts'
import { ColourDot } from '../../../ui/colour-dot.tsx'
import { StatusRing } from '../../../ui/status-ring.tsx'
import { toneColour } from '../../../ui/tone.ts'
import { resolveSender } from '../resolve-sender.ts'
import css from './as-menu.module.css'
import { SenderItems } from './sender-items.tsx'

interface AsMenuProps {
  readonly sendAs: SendAs
  /** What `inherit` becomes; null for a request that was never saved. */
  readonly inherited: StoredRequest['inherited'] | null
  readonly profiles: Loadable<readonly ProfileSummary[]>
  readonly opened: boolean
  readonly onOpened: (opened: boolean) => void
  readonly onChosen: (sendAs: SendAs) => void
}

/** Whom the request is sent as, with the state of each one's token. */
export function AsMenu({ sendAs, inherited, profiles, opened, onOpened, onChosen }: AsMenuProps) {
  const now = useNow()
  const known = profiles.state === 'ready' ? profiles.value : []
  const sender = resolveSender(sendAs, inherited, known)
  const chosen = sender.as === 'profile' ? known.find(({ id }) => id === sender.id) : undefined
  const face = chosen === undefined ? null : sessionFace(chosen.session, now, chosen.way.kind)
  const name = sender.as === 'nobody' ? 'nobody' : sender.name
  const missing = sender.as === 'unknown-name' && profiles.state === 'ready'
  const how = chosen === undefined ? '' : `. ${wayTooltip(chosen.way)}`
  const state = missing ? 'no profile has this name' : (face?.sentence ?? 'no token is sent')
  const inheritedName = inherited === null || inherited.as === 'nobody' ? 'nobody' : inherited.name
  const verb = sendAs.as === 'inherit' ? 'inherits' : 'as'
  const tone = missing ? 'bad' : (face?.tone ?? 'off')
  return (
    <Menu opened={opened} onChange={onOpened} position="bottom-end" width={300}>
      <Menu.Target>
        <UnstyledButton
          className={css['button']}
          style={{ borderColor: `color-mix(in srgb, ${toneColour(tone)} 45%, var(--line))` }}
          aria-label={`Send ${verb} ${name}: ${state}`}
          title={`${state}${how}`}
        >
          <span className={css['as']}>{verb}</span>{' '}
          <StatusRing tone={tone} fraction={face?.fraction ?? 0} busy={face?.state === 'refreshing'} />
          {chosen !== undefined && chosen.colour !== null && <ColourDot swatch={chosen.colour} />}
          <span className={css['name']}>{name}</span>
          <IconChevronDown size={13} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown mah={420} className={css['list']}>
        {profiles.state === 'loading' && <Menu.Item disabled>Loading profiles…</Menu.Item>}
        {profiles.state === 'failed' && (
          <Menu.Item onClick={profiles.retry}>{failureText(profiles.failure).title}. Try again</Menu.Item>
        )}
        {profiles.state === 'ready' && known.length === 0 && <Menu.Item disabled>No profiles yet</Menu.Item>}
        <SenderItems
          profiles={known}
          chosenName={sendAs.as === 'profile' ? sendAs.name : null}
          onChosen={(profile) => onChosen({ as: 'profile', name: profile.name })}
        />
        <Menu.Divider />
        <Menu.Item
          data-autofocus={known.length === 0 || undefined}
          leftSection={<IconUserOff size={15} />}
          rightSection={sendAs.as === 'nobody' ? <IconCheck size={14} aria-label="chosen" /> : null}
          onClick={() => onChosen({ as: 'nobody' })}
        >
          Nobody: without a token
        </Menu.Item>
        <Menu.Item
          leftSection={<IconCornerLeftUp size={15} />}
          rightSection={sendAs.as === 'inherit' ? <IconCheck size={14} aria-label="chosen" /> : null}
          onClick={() => onChosen({ as: 'inherit' })}
        >
          Inherit from the folder: {inheritedName}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
