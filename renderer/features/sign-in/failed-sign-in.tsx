import { Button } from '@mantine/core'
import { IconAlertTriangle, IconX } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import type { Failure } from '@contract/failures'
import type { ProfileId } from '@contract/ids'
import type { ProfileSummary } from '@contract/profiles'
import type { Way } from '@contract/ways'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { failureOf } from '../../bridge/failure-of.ts'
import { actionLabels } from '../../text/failure-notice.tsx'
import { failureText } from '../../text/failure-text.ts'
import { redirectAdvice } from '../../text/redirect-words.ts'
import { visibleText } from '../../text/visible-characters.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import type { SignIn } from './sign-in-state.ts'
import { signInStoreOf } from './sign-in-store.ts'
import css from './sign-in-panel.module.css'
import { useSignIn } from './use-sign-in.ts'

const TraceDialog = lazy(async () => ({ default: (await import('./trace-dialog.tsx')).TraceDialog }))

interface FailedSignInProps {
  readonly signIn: SignIn
  readonly failure: Failure
  readonly name: string
  /** null for a profile that is gone. */
  readonly way: Way | null
  /** The profile whose token was to be traded in, where that is what is missing. */
  readonly source: ProfileSummary | null
  readonly onEditProfile: ((id: ProfileId) => void) | undefined
  readonly onOpenVault: (() => void) | undefined
}

/** Why a sign-in did not succeed, the next step, and the way to see what went over the wire. */
export function FailedSignIn({ signIn, failure, name, way, source, onEditProfile, onOpenVault }: FailedSignInProps) {
  const { profileId, extraScopes, prompt, stepUp } = signIn
  const [isTraceOpen, setTraceOpen] = useState(false)
  const { dispatch } = signInStoreOf(useBridge())
  const { start } = useSignIn()
  const { title, advice, action } = failureText(failure)
  // The one thing that a failure can't say by itself: which address this profile comes back on.
  const isForRedirect = 'cause' in failure.details && failure.details.cause === 'redirect'
  const redirect = isForRedirect && way !== null ? redirectAdvice(way) : null
  const dismiss = () => dispatch({ type: 'dismissed', profileId })
  // A second failure is shown by this panel, as the first was; `failureOf` lets only those pass.
  const again = () => void start(profileId, extraScopes, prompt, stepUp).catch(failureOf)
  const canEdit = action === 'edit-profile' && onEditProfile !== undefined
  // The vault is asked before anything is sent: trying again, or looking at what was sent, leads nowhere before that.
  const isForVault = action === 'choose-vault' || action === 'unlock-vault' || action === 'see-vault'
  const canOpenVault = isForVault && onOpenVault !== undefined
  return (
    <article className={css['card']} data-failed aria-label={`Failed sign-in of ${name}`}>
      <div className={css['head']}>
        <IconAlertTriangle size={20} className={css['alert']} aria-hidden="true" />
        <div className={css['words']} role="alert" data-selectable>
          <p className={css['title']}>
            {name}: {title}
          </p>
          <p className={css['advice']}>{advice}</p>
          {redirect !== null && <p className={css['advice']}>{redirect}</p>}
        </div>
        <IconButton label="Dismiss" size={22} onClick={dismiss}>
          <IconX size={14} />
        </IconButton>
      </div>
      <div className={css['buttons']}>
        {canEdit && (
          <Button
            variant="light"
            onClick={() => {
              dismiss()
              onEditProfile(profileId)
            }}
          >
            Edit the profile
          </Button>
        )}
        {canOpenVault && (
          <Button variant="light" onClick={onOpenVault}>
            {actionLabels[action]}
          </Button>
        )}
        {source !== null && (
          <Button variant="light" onClick={() => void start(source.id, []).then(again, failureOf)}>
            Sign in as {visibleText(source.name)} first
          </Button>
        )}
        <Button variant={source !== null || canEdit || canOpenVault ? 'default' : 'light'} onClick={again}>
          Try again
        </Button>
        {!isForVault && <Button onClick={() => setTraceOpen(true)}>What was sent and answered</Button>}
      </div>
      {isTraceOpen && (
        <Suspense fallback={null}>
          <TraceDialog profileId={profileId} name={name} onClose={() => setTraceOpen(false)} />
        </Suspense>
      )}
    </article>
  )
}
