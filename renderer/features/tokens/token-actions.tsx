import { Button } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { queryKeys } from '../../bridge/query-keys.ts'
import { useAsk } from '../../bridge/use-ask.ts'
import { DismissibleFailure } from '../../text/dismissible-failure.tsx'
import { needsPerson } from '../../text/way-words.ts'
import type { Point } from '../../ui/menu-entry.ts'
import css from './token-card.module.css'
import { TokenMenu } from './token-menu.tsx'
import { sessionOf, type TokenPartProps } from './token-outlets.ts'

/**
 * What can be done with a token: refreshed and ended where a profile holds it, copied, compared, opened, edited. The token
 * itself never comes here: main puts it on the clipboard.
 */
export function TokenActions(part: TokenPartProps) {
  const { subject, token, profile, outlets } = part
  const session = sessionOf(part)
  const held = session?.state === 'active' && profile !== null ? { ...session, profile } : null
  const facts = [queryKeys.profiles, queryKeys.tokens]
  const refresh = useAsk('tokens.refresh', facts)
  const forget = useAsk('tokens.forget', facts)
  const copy = useAsk('tokens.copy', profile === null ? [] : [queryKeys.timeline(profile.id)])
  const openInner = useAsk('inspection.openInner', [queryKeys.looseTokens])
  const [copied, setCopied] = useState<{ obtainedAt: string; clearsAfterSeconds: number } | null>(null)
  const [menuAt, setMenuAt] = useState<Point | null>(null)
  const deeds = [refresh, copy, forget, openInner]
  const failure = deeds.find((deed) => deed.failure !== null)?.failure ?? null
  const signIn = profile === null ? undefined : () => outlets.onSignIn(profile.id)
  const again =
    refresh.failure === null || held === null ? undefined : () => refresh.run({ profileId: held.profile.id })
  const isJwt = token.format === 'jwt'
  return (
    <>
      <div className={css['actions']}>
        {held?.refreshable === true && (
          <Button
            loading={refresh.isRunning}
            disabled={held.refreshing && !refresh.isRunning}
            onClick={() => refresh.run({ profileId: held.profile.id })}
          >
            Refresh
          </Button>
        )}
        {held?.refreshable === false && (
          <Button onClick={signIn}>{needsPerson(held.profile.way) ? 'Sign in again' : 'Get a new token'}</Button>
        )}
        {token.hasInner && !token.past && (
          <Button
            loading={openInner.isRunning}
            onClick={() => openInner.run({ subject }, ({ id }) => outlets.onInspect({ of: 'loose', id }))}
          >
            Look inside
          </Button>
        )}
        {!token.past && (
          <Button
            loading={copy.isRunning}
            onClick={() =>
              copy.run({ subject }, ({ clearsAfterSeconds }) =>
                setCopied({ obtainedAt: token.obtainedAt, clearsAfterSeconds }),
              )
            }
          >
            Copy
          </Button>
        )}
        <Button onClick={() => outlets.onCompare(subject, null)}>Compare…</Button>
        {isJwt && !token.past && <Button onClick={() => outlets.onEditForTests(subject)}>Edit for tests…</Button>}
        {held !== null && (
          <>
            <Button loading={forget.isRunning} onClick={() => forget.run({ profileId: held.profile.id })}>
              Sign out here
            </Button>
            <Button
              rightSection={<IconChevronDown size={12} aria-hidden="true" />}
              aria-haspopup="menu"
              aria-expanded={menuAt !== null}
              onClick={(event) => {
                const { left, bottom } = event.currentTarget.getBoundingClientRect()
                setMenuAt({ x: left, y: bottom + 2 })
              }}
            >
              More
            </Button>
          </>
        )}
      </div>
      {menuAt !== null && held !== null && (
        <TokenMenu profile={held.profile} at={menuAt} outlets={outlets} onClose={() => setMenuAt(null)} />
      )}
      <p role="status" className={css['said']}>
        {copied?.obtainedAt === token.obtainedAt &&
          `Copied. The clipboard is cleared in ${copied.clearsAfterSeconds} s unless you copy something else.`}
      </p>
      {failure !== null && (
        <div className={css['failure']}>
          <DismissibleFailure
            failure={failure}
            on={{ 'sign-in': signIn, retry: again }}
            onDismiss={() => {
              for (const deed of deeds) deed.dismiss()
            }}
          />
        </div>
      )}
    </>
  )
}
