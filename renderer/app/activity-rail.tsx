import { Tooltip } from '@mantine/core'
import { IconFingerprint, IconSettings, IconTransfer } from '@tabler/icons-react'
import { keyText } from '../ui/key-hint.tsx'
import css from './activity-rail.module.css'

export type View = 'requests' | 'tokens' | 'settings'

interface ActivityRailProps {
  readonly view: View
  readonly onChosen: (view: View) => void
}

/** The views there are. */
export function ActivityRail({ view, onChosen }: ActivityRailProps) {
  return (
    <nav className={css['rail']} aria-label="Views">
      <RailButton name="Requests" isOn={view === 'requests'} onClick={() => onChosen('requests')}>
        <IconTransfer size={19} stroke={1.6} />
      </RailButton>
      <RailButton name="Tokens" keys="Mod+J" isOn={view === 'tokens'} onClick={() => onChosen('tokens')}>
        <IconFingerprint size={19} stroke={1.6} />
      </RailButton>
      <span className={css['space']} />
      <RailButton name="Settings" keys="Mod+," isOn={view === 'settings'} onClick={() => onChosen('settings')}>
        <IconSettings size={19} stroke={1.6} />
      </RailButton>
    </nav>
  )
}

interface RailButtonProps {
  readonly name: string
  readonly keys?: string
  readonly isOn: boolean
  readonly onClick: () => void
  readonly children: React.ReactNode
}

function RailButton({ name, keys, isOn, onClick, children }: RailButtonProps) {
  return (
    <Tooltip label={keys === undefined ? name : `${name} (${keyText(keys)})`} position="right">
      <button
        type="button"
        className={isOn ? css['on'] : css['view']}
        aria-label={name}
        aria-current={isOn ? 'page' : undefined}
        onClick={onClick}
      >
        {children}
      </button>
    </Tooltip>
  )
}
