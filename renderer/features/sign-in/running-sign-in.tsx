import { Button } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import type { Way } from '@contract/ways'
import { useAsk } from '../../bridge/use-ask.ts'
import { useNow } from '../../bridge/use-now.ts'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { signInStepText } from '../../text/sign-in-steps.ts'
import { formatCountdown } from '../../text/times.ts'
import { needsPerson } from '../../text/way-words.ts'
import { StatusRing } from '../../ui/status-ring.tsx'
import type { SignIn } from './sign-in-state.ts'
import css from './sign-in-panel.module.css'

const DeviceCode = lazy(async () => ({ default: (await import('./device-code.tsx')).DeviceCode }))
const PasteAddress = lazy(async () => ({ default: (await import('./paste-address.tsx')).PasteAddress }))

interface RunningSignInProps {
  readonly signIn: SignIn
  readonly name: string
  /** null for a profile that is gone. */
  readonly way: Way | null
}

/** Where a sign-in stands, and what the person can do while it waits for them. */
export function RunningSignIn({ signIn, name, way }: RunningSignInProps) {
  const { profileId, step, endsAtMs, device } = signIn
  const nowMs = useNow().getTime()
  const [said, setSaid] = useState<string | null>(null)
  const cancel = useAsk('signIn.cancel')
  const openBrowser = useAsk('signIn.openBrowser')
  const copyAddress = useAsk('signIn.copyAddress')
  const failure = cancel.failure ?? openBrowser.failure ?? copyAddress.failure
  const isForAddress = step === 'waiting-for-address'
  const isWaiting = step === 'waiting-for-browser' || isForAddress
  return (
    <article className={css['card']} aria-label={`Sign-in of ${name}`}>
      <div className={css['head']}>
        <StatusRing fraction={0.25} tone="info" size={20} busy />
        <div className={css['words']}>
          <p className={css['title']} title={name}>
            {way === null || needsPerson(way) ? `Signing in as ${name}` : `Getting a token for ${name}`}
          </p>
          <p className={css['step']}>
            {/* The countdown stands outside: a screen reader is to hear each step once, not each second. */}
            <span role="status">{said ?? signInStepText(step)}</span>
            {endsAtMs !== null && (
              <span className={css['left']} aria-label="Time left">
                {formatCountdown(endsAtMs - nowMs)}
              </span>
            )}
          </p>
        </div>
      </div>
      <Suspense fallback={null}>
        {device !== null && <DeviceCode device={device} />}
        {isForAddress && <PasteAddress profileId={profileId} way={way} />}
      </Suspense>
      {failure !== null && <FailureNotice failure={failure} />}
      <div className={css['buttons']}>
        {isWaiting && (
          <>
            <Button
              loading={openBrowser.isRunning}
              onClick={() => openBrowser.run({ profileId }, () => setSaid('Opened in your browser again'))}
            >
              Open browser again
            </Button>
            <Button
              loading={copyAddress.isRunning}
              onClick={() =>
                copyAddress.run({ profileId }, () => setSaid('Address copied: open it in any browser here'))
              }
            >
              Copy address
            </Button>
          </>
        )}
        <Button
          variant={isWaiting ? 'subtle' : 'default'}
          loading={cancel.isRunning}
          onClick={() => cancel.run({ profileId })}
        >
          Cancel
        </Button>
      </div>
    </article>
  )
}
