import { Menu, UnstyledButton } from '@mantine/core'
import { IconCheck, IconChevronDown, IconCornerLeftUp, IconKey, IconKeyOff, IconUserOff } from '@tabler/icons-react'
import type { StoredRequest } from '@contract/collections'
import type { LooseToken } from '@contract/inspection'
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
import { looseTitle } from '../../../text/loose-title.ts'
import css from './as-menu.module.css'
import { LooseTokenItems } from './loose-token-items.tsx'
import { SenderItems } from './sender-items.tsx'

interface AsMenuProps {
  readonly sendAs: SendAs
  /** What `inherit` becomes; null for a request that was never saved. */
  readonly inherited: StoredRequest['inherited'] | null
  readonly profiles: Loadable<readonly ProfileSummary[]>
  readonly opened: boolean
  readonly onOpened: (opened: boolean) => void
  readonly onChosen: (sendAs: SendAs) => void
  /** What the next Send carries in place of the profile's token. */
  readonly onceWith: LooseToken | null
  readonly onOnceWith: (token: LooseToken | null) => void
}

/** Whom the request is sent as, with the state of each one's token. */
export function AsMenu(props: AsMenuProps) {
  const { sendAs, inherited, profiles, opened, onOpened, onChosen, onceWith, onOnceWith } = props
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
  const once = onceWith === null ? '' : `, once with the token “${looseTitle(onceWith)}”`
  const tone = missing ? 'bad' : (face?.tone ?? 'off')
  return (
    <Menu opened={opened} onChange={onOpened} position="bottom-end" width={300}>
      <Menu.Target>
        <UnstyledButton
          className={css['button']}
          style={{ borderColor: `color-mix(in srgb, ${toneColour(tone)} 45%, var(--line))` }}
          aria-label={`Send ${verb} ${name}: ${state}${once}`}
          title={`${state}${how}${once}`}
        >
          <span className={css['as']}>{verb}</span>{' '}
          <StatusRing tone={tone} fraction={face?.fraction ?? 0} busy={face?.state === 'refreshing'} />
          {chosen !== undefined && chosen.colour !== null && <ColourDot swatch={chosen.colour} />}
          <span className={css['name']}>{name}</span>
          {onceWith !== null && <IconKey size={14} className={css['once']} aria-hidden="true" />}
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
        <LooseTokenItems isShown={opened} chosen={onceWith} onChosen={onOnceWith} />
        {onceWith !== null && (
          <Menu.Item leftSection={<IconKeyOff size={15} />} onClick={() => onOnceWith(null)}>
            {sender.as === 'nobody' ? 'No token after all' : `${name}’s own token after all`}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
