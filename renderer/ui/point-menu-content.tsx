import { Menu } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { Fragment, useState } from 'react'
import css from './point-menu-content.module.css'
import { KeyHint } from './key-hint.tsx'
import type { MenuEntry, PointMenuProps } from './menu-entry.ts'

/** What PointMenu shows once it is loaded. The focus goes back to where it was before the chosen deed begins. */
export function PointMenuContent({ label, heading, at, groups, onClose }: PointMenuProps) {
  const [opener] = useState(() => document.activeElement)
  const close = () => {
    onClose()
    if (opener instanceof HTMLElement) opener.focus()
  }
  const shown = groups.filter((group) => group.length > 0)
  return (
    <Menu
      opened
      onChange={(isOpen) => !isOpen && close()}
      position="bottom-start"
      offset={0}
      returnFocus={false}
      // Mantine's own placeholder for the focus is no child that a menu may have; the first entry takes the focus.
      withInitialFocusPlaceholder={false}
      loop
    >
      {/* The dropdown is named by its target, seen or not. */}
      <Menu.Target>
        <span
          aria-hidden="true"
          aria-label={label}
          style={{ position: 'fixed', left: at.x, top: at.y, width: 0, height: 0 }}
        />
      </Menu.Target>
      <Menu.Dropdown miw={190}>
        {heading !== undefined && (
          <Menu.Label maw={360}>
            <strong>{heading.title}</strong>
            <span style={{ display: 'block', fontWeight: 400, overflowWrap: 'anywhere' }}>{heading.detail}</span>
          </Menu.Label>
        )}
        {shown.map((group, index) => (
          <Fragment key={group[0]?.label}>
            {index > 0 && <Menu.Divider />}
            {group.map((entry) => (
              <Entry key={entry.label} entry={entry} isFirst={entry === shown[0]?.[0]} onClose={close} />
            ))}
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

interface EntryProps {
  readonly entry: MenuEntry
  readonly isFirst: boolean
  readonly onClose: () => void
}

function Entry({ entry, isFirst, onClose }: EntryProps) {
  const { label, icon, keys, onChoose, isDangerous = false, unavailable, isChecked = false } = entry
  return (
    <Menu.Item
      className={css['entry'] ?? ''}
      disabled={unavailable !== undefined}
      leftSection={icon}
      rightSection={
        isChecked ? <IconCheck size={14} aria-label="chosen" /> : keys !== undefined && <KeyHint keys={keys} />
      }
      {...(isDangerous && { style: { color: 'var(--bad)' } })}
      data-autofocus={isFirst || undefined}
      onClick={() => {
        onClose()
        onChoose()
      }}
    >
      {label}
      {unavailable !== undefined && <small style={{ display: 'block', color: 'var(--dim)' }}>{unavailable}</small>}
    </Menu.Item>
  )
}
