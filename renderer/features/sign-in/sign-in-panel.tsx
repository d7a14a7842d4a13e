import { useEffect, useRef } from 'react'
import type { ProfileId } from '@contract/ids'
import { useProfiles } from '../../bridge/use-profiles.ts'
import { visibleText } from '../../text/visible-characters.ts'
import { FailedSignIn } from './failed-sign-in.tsx'
import { RunningSignIn } from './running-sign-in.tsx'
import css from './sign-in-panel.module.css'
import { ShortSignIn } from './short-sign-in.tsx'
import { isUnderWay, type SignIn } from './sign-in-state.ts'
import { useSignIns } from './use-sign-in.ts'

interface SignInPanelProps {
  /** Opens the profile's form, where the next step is to mend it. */
  readonly onEditProfile?: (id: ProfileId) => void
  /** Opens the vault, where the next step is to choose how tokens are kept, or to unlock it. */
  readonly onOpenVault?: () => void
}

/**
 * Every sign-in that runs, and every one that failed or fell short and was not yet put away, newest first. Takes no room when there is
 * none.
 */
export function SignInPanel({ onEditProfile, onOpenVault }: SignInPanelProps) {
  const signIns = useSignIns()
  const profiles = useProfiles()
  const stack = useRef<HTMLElement>(null)
  const profileOf = (id: ProfileId) =>
    profiles.state === 'ready' ? profiles.value.find((profile) => profile.id === id) : undefined
  // There is nothing to mend, nor to try again, on a profile that is gone.
  const isOfNobody = (signIn: SignIn) =>
    !isUnderWay(signIn) && profiles.state === 'ready' && profileOf(signIn.profileId) === undefined
  const shown = signIns.filter((signIn) => !isOfNobody(signIn)).toReversed()
  const newest = shown[0]?.profileId
  useEffect(() => {
    if (newest !== undefined && stack.current !== null) stack.current.scrollTop = 0
  }, [newest])
  if (shown.length === 0) return null
  return (
    <section className={css['stack']} aria-label="Sign-ins" ref={stack}>
      {shown.map((signIn) => {
        const profile = profileOf(signIn.profileId)
        const name = visibleText(profile?.name ?? 'a profile')
        if (signIn.shortfall !== null)
          return (
            <ShortSignIn key={signIn.profileId} profileId={signIn.profileId} name={name} shortfall={signIn.shortfall} />
          )
        return signIn.failure === null ? (
          <RunningSignIn key={signIn.profileId} signIn={signIn} name={name} way={profile?.way ?? null} />
        ) : (
          <FailedSignIn
            key={signIn.profileId}
            signIn={signIn}
            failure={signIn.failure}
            name={name}
            way={profile?.way ?? null}
            source={
              signIn.failure.code === 'sign_in.source_signed_out'
                ? (profileOf(signIn.failure.details.profileId) ?? null)
                : null
            }
            onEditProfile={onEditProfile}
            onOpenVault={onOpenVault}
          />
        )
      })}
    </section>
  )
}
