import { Button } from '@mantine/core'
import type { Failure } from '@contract/failures'
import type { ProfileId } from '@contract/ids'
import type { LooseToken } from '@contract/inspection'
import { useProfiles } from '../../../bridge/use-profiles.ts'
import { FailureNotice } from '../../../text/failure-notice.tsx'
import { failureText } from '../../../text/failure-text.ts'
import { visibleText } from '../../../text/visible-characters.ts'
import { Notice } from '../../../ui/notice.tsx'
import { looseTitle } from '../../../text/loose-title.ts'
import type { Sender } from '../tabs/send-state.ts'

export interface FailureDeeds {
  readonly onRetry: () => void
  readonly onSignIn: (profileId: ProfileId) => void
  readonly onEditProfile: (profileId: ProfileId) => void
  readonly onEditRequest: () => void
  readonly onOpenVault: () => void
  /** Shows what the profile's last sign-in sent, and what was answered. */
  readonly onTrace: (profileId: ProfileId) => void
}

interface SendFailureProps extends FailureDeeds {
  readonly failure: Failure
  readonly sender: Sender
  /** What was to go along in place of the profile's token. */
  readonly looseToken: LooseToken | null
  /** Opens the choice of whom, and with which token, it is sent. */
  readonly onChooseToken: () => void
  readonly onSendAs: (sender: Sender) => void
}

/** The profile that a failure is about: it says so itself, or it is the one that was sent as. */
function profileOf(failure: Failure, sender: Sender): ProfileId | null {
  if ('profileId' in failure.details) return failure.details.profileId
  return sender.as === 'profile' ? sender.id : null
}

/** Send did not get as far as the API: why, and the button that mends it and sends. */
export function SendFailure({
  failure,
  sender,
  looseToken,
  onChooseToken,
  onSendAs,
  onRetry,
  onSignIn,
  onEditProfile,
  onEditRequest,
  onOpenVault,
  onTrace,
}: SendFailureProps) {
  const profileId = profileOf(failure, sender)
  const profiles = useProfiles()
  const profile = profiles.state === 'ready' ? profiles.value.find(({ id }) => id === profileId) : undefined
  // There is no sending this token again: what can be done is to take another.
  if (looseToken !== null && /^inspection\.(?:gone|only_remembered)$/.test(failure.code)) {
    const { title, advice } = failureText(failure)
    return (
      <Notice
        tone="bad"
        role="alert"
        title={`“${looseTitle(looseToken)}”: ${title}`}
        actions={
          <>
            <Button onClick={onChooseToken}>Choose another token</Button>
            {sender.as === 'profile' && (
              <Button onClick={() => onSendAs(sender)}>Send with {visibleText(sender.name)}’s own token</Button>
            )}
          </>
        }
      >
        {advice} Nothing was sent.
      </Notice>
    )
  }
  const isOfProfile = /^(?:profile|session|sign_in)\./.test(failure.code)
  // The sign-in was that of whoever is sent as, also where the failure is about another profile.
  const signedIn = failure.code.startsWith('sign_in.') && sender.as === 'profile' ? sender.id : null
  return (
    <FailureNotice
      failure={failure}
      {...(profile !== undefined && isOfProfile && { about: visibleText(profile.name) })}
      labels={{ 'sign-in': 'Sign in and send', retry: 'Send again' }}
      on={{
        retry: onRetry,
        'sign-in': profileId === null ? undefined : () => onSignIn(profileId),
        'edit-profile': profileId === null ? undefined : () => onEditProfile(profileId),
        'edit-request': onEditRequest,
        'unlock-vault': onOpenVault,
        'choose-vault': onOpenVault,
        'see-vault': onOpenVault,
      }}
      {...(signedIn !== null && {
        more: <Button onClick={() => onTrace(signedIn)}>What was sent and answered</Button>,
      })}
    />
  )
}
