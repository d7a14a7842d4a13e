import { Button } from '@mantine/core'
import type { ProfileSummary } from '@contract/profiles'
import type { Session } from '@contract/tokens'
import { queryKeys } from '../../bridge/query-keys.ts'
import { useAsk } from '../../bridge/use-ask.ts'
import { useNow } from '../../bridge/use-now.ts'
import { asSentence } from '../../text/as-sentence.ts'
import { DismissibleFailure } from '../../text/dismissible-failure.tsx'
import { untilTry } from '../../text/until-try.ts'
import { visibleText } from '../../text/visible-characters.ts'
import { Notice } from '../../ui/notice.tsx'
import css from './inspector.module.css'
import { useKeptFresh } from './use-kept-fresh.ts'

interface RefreshTroubleProps {
  readonly profile: ProfileSummary
  readonly session: Extract<Session, { state: 'active' }>
  readonly onSignIn: () => void
}

function nextTry(retryAt: string | null, now: Date, isKeptFresh: boolean): string {
  const byRequest = 'It is tried again when a request needs the token'
  if (retryAt === null) return `${byRequest}.`
  if (isKeptFresh) return `A refresh follows ${untilTry(retryAt, now)}.`
  const isDue = new Date(retryAt).getTime() - now.getTime() < 1000
  return isDue ? `${byRequest}.` : `${byRequest}, ${untilTry(retryAt, now)} at the earliest.`
}

/** A refresh that failed without being refused: nothing is lost, and it is tried again by itself or at a click. */
export function RefreshTrouble({ profile, session, onSignIn }: RefreshTroubleProps) {
  const now = useNow()
  const isKeptFresh = useKeptFresh(profile)
  const retry = useAsk('tokens.refresh', [queryKeys.profiles, queryKeys.tokens])
  const { trouble, kept, refreshable, refreshing } = session
  // Tokens that could not be saved have a notice of their own, and no refresh of theirs has failed.
  const isOfSaving = trouble?.retryAt === null && kept === 'until-quit'
  const tryNow = () => retry.run({ profileId: profile.id })
  // A server that could not be reached once more is what the notice says already.
  const failure = retry.failure?.code === 'session.provider_unreachable' ? null : retry.failure
  return (
    <>
      {trouble !== null && !isOfSaving && (
        <div className={css['block']}>
          <Notice
            tone="warn"
            title="The last refresh failed"
            {...(refreshable && {
              actions: (
                <Button loading={retry.isRunning} disabled={refreshing && !retry.isRunning} onClick={tryNow}>
                  Try now
                </Button>
              ),
            })}
          >
            {asSentence(visibleText(trouble.message))} {nextTry(trouble.retryAt, now, isKeptFresh)} The tokens are kept.
          </Notice>
        </div>
      )}
      {failure !== null && (
        <div className={css['block']}>
          <DismissibleFailure failure={failure} on={{ retry: tryNow, 'sign-in': onSignIn }} onDismiss={retry.dismiss} />
        </div>
      )}
    </>
  )
}
