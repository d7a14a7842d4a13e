import { Button, Tooltip } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import type { LooseToken } from '@contract/inspection'
import { visibleText } from '../../../text/visible-characters.ts'
import type { DeskOutlets } from './desk-outlets.ts'

interface SendWithProps {
  readonly token: LooseToken
  readonly outlets: Pick<DeskOutlets, 'onSendWith' | 'requestInFront'>
}

/** Sends the request in front with a token that no profile holds. */
export function SendWith({ token, outlets: { onSendWith, requestInFront } }: SendWithProps) {
  const request = requestInFront === null ? null : visibleText(requestInFront)
  return (
    <Tooltip
      label={
        request === null
          ? 'Open a request first: it is sent with this token in place of the profile’s'
          : `Sends “${request}” once, with this token in place of the profile’s`
      }
    >
      <Button
        leftSection={<IconSend size={14} aria-hidden="true" />}
        // Still reached by Tab, so that the reason can be read.
        {...(request === null && { 'aria-disabled': true, 'data-disabled': true })}
        onClick={() => {
          if (request !== null) onSendWith(token)
        }}
      >
        Send the request in front with it
      </Button>
    </Tooltip>
  )
}
