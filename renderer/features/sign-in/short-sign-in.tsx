import { Button } from '@mantine/core'
import { IconAlertTriangle, IconX } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import type { ProfileId } from '@contract/ids'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { asSentence } from '../../text/as-sentence.ts'
import { visibleText } from '../../text/visible-characters.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import css from './sign-in-panel.module.css'
import { signInStoreOf } from './sign-in-store.ts'

const TraceDialog = lazy(async () => ({ default: (await import('./trace-dialog.tsx')).TraceDialog }))

interface ShortSignInProps {
  readonly profileId: ProfileId
  readonly name: string
  /** In sentences, what the API asked for and the server did not give. */
  readonly shortfall: string
}

/** A sign-in that went well and brought less than the API had asked for: the next answer may be the same no. */
export function ShortSignIn({ profileId, name, shortfall }: ShortSignInProps) {
  const { dispatch } = signInStoreOf(useBridge())
  const [isTraceOpen, setTraceOpen] = useState(false)
  return (
    <article className={css['card']} data-short aria-label={`Sign-in of ${name} that fell short`}>
      <div className={css['head']}>
        <IconAlertTriangle size={20} className={css['short']} aria-hidden="true" />
        <div className={css['words']} role="alert" data-selectable>
          <p className={css['title']}>{name}: signed in, with less than the API asked for</p>
          <p className={css['advice']}>{asSentence(visibleText(shortfall))}</p>
        </div>
        <IconButton label="Dismiss" size={22} onClick={() => dispatch({ type: 'dismissed', profileId })}>
          <IconX size={14} />
        </IconButton>
      </div>
      <div className={css['buttons']}>
        <Button onClick={() => setTraceOpen(true)}>What was sent and answered</Button>
      </div>
      {isTraceOpen && (
        <Suspense fallback={null}>
          <TraceDialog profileId={profileId} name={name} onClose={() => setTraceOpen(false)} />
        </Suspense>
      )}
    </article>
  )
}
