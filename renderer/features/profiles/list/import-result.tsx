import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { ResponseOf } from '@contract/channels'
import { visibleText } from '../../../text/visible-characters.ts'
import { DialogButtons } from '../../../ui/dialog-buttons.tsx'
import css from './exchange-dialog.module.css'

interface ImportResultProps {
  readonly result: ResponseOf<'profiles.import'>
  readonly onClose: () => void
}

/** What was taken over, and what was left out and why. */
export function ImportResult({ result: { imported, left }, onClose }: ImportResultProps) {
  // What had the focus is gone with the page before.
  const done = useRef<HTMLButtonElement>(null)
  useEffect(() => done.current?.focus(), [])
  return (
    <>
      <p role="status">{imported.length === 1 ? '1 profile is here.' : `${imported.length} profiles are here.`}</p>
      {imported.length > 0 && (
        // A long list scrolls, and keys must reach it.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see the line above
        <ul className={css['list']} aria-label="Imported" tabIndex={0}>
          {imported.map(({ profileId, name }) => (
            <li key={profileId}>{visibleText(name)}</li>
          ))}
        </ul>
      )}
      {left.length > 0 && (
        <>
          <p>Left out:</p>
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- as above */}
          <ul className={css['list']} aria-label="Left out" tabIndex={0}>
            {left.map(({ name, reason }) => (
              <li key={`${name} ${reason}`}>
                {visibleText(name)}: <span className={css['reason']}>{visibleText(reason)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <DialogButtons>
        <Button ref={done} variant="filled" onClick={onClose}>
          Done
        </Button>
      </DialogButtons>
    </>
  )
}
