import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { DialogButtons } from '../../ui/dialog-buttons.tsx'

/** What came of an export or an import. */
export function Result({ children, onClose }: { readonly children: React.ReactNode; readonly onClose: () => void }) {
  // What had the focus is gone with the page before.
  const done = useRef<HTMLButtonElement>(null)
  useEffect(() => done.current?.focus(), [])
  return (
    <>
      <p role="status">{children}</p>
      <DialogButtons>
        <Button ref={done} variant="filled" onClick={onClose}>
          Done
        </Button>
      </DialogButtons>
    </>
  )
}
