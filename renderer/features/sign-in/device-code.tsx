import { Button } from '@mantine/core'
import { useState } from 'react'
import type { DeviceSignIn } from '@contract/sign-in'
import { useAsk } from '../../bridge/use-ask.ts'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { visibleText } from '../../text/visible-characters.ts'
import { copyText } from '../../ui/copy-text.ts'
import css from './device-code.module.css'
import { QrCode } from './qr-code.tsx'

const hostOf = (uri: string): string => (URL.canParse(uri) ? new URL(uri).host : uri)

/** What to enter on another device, and where (RFC 8628 §3.3). A page is opened by a click alone: never by a server. */
export function DeviceCode({ device }: { readonly device: DeviceSignIn }) {
  const { userCode, verificationUri, completeUri } = device
  const [isCopied, setCopied] = useState(false)
  const open = useAsk('app.openLink')
  const page = completeUri ?? verificationUri
  return (
    <div className={css['device']}>
      <div className={css['what']}>
        <p className={css['lead']}>
          On any device, open <strong data-selectable>{visibleText(verificationUri)}</strong> and enter this code:
        </p>
        <output className={css['code']} aria-label="Code to enter" data-selectable>
          {visibleText(userCode)}
        </output>
        <div className={css['deeds']}>
          <Button
            onClick={() => {
              copyText(userCode)
              setCopied(true)
            }}
          >
            Copy the code
          </Button>
          <Button
            variant="light"
            loading={open.isRunning}
            title={visibleText(page)}
            onClick={() => open.run({ url: page })}
          >
            Open {visibleText(hostOf(page))}
          </Button>
        </div>
        <p className={css['said']} role="status">
          {isCopied ? 'Copied.' : 'The server is asked again and again until it is done.'}
        </p>
      </div>
      <figure className={css['scan']}>
        <QrCode text={page} label={`QR code of ${visibleText(page)}`} />
        <figcaption>{completeUri === null ? 'Opens the page' : 'Opens it with the code'}</figcaption>
      </figure>
      {open.failure !== null && (
        <div className={css['failure']}>
          <FailureNotice failure={open.failure} />
        </div>
      )}
    </div>
  )
}
