import { Button } from '@mantine/core'
import { useCallback, useState } from 'react'
import { useStore } from 'zustand'
import type { LooseToken } from '@contract/inspection'
import { queryKeys } from '../../../bridge/query-keys.ts'
import { useAsk } from '../../../bridge/use-ask.ts'
import { useNow } from '../../../bridge/use-now.ts'
import { DismissibleFailure } from '../../../text/dismissible-failure.tsx'
import { FailureNotice } from '../../../text/failure-notice.tsx'
import { countOf } from '../../../text/sizes.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { LoadingLines } from '../../../ui/loading-lines.tsx'
import { SectionHeading } from '../../../ui/section-heading.tsx'
import css from './desk-list.module.css'
import { isSameSubject, looseSubject, type DeskPlace } from './desk-place.ts'
import type { DeskStore } from './desk-store.ts'
import { LooseRow } from './loose-row.tsx'
import { useLettingGo } from './use-letting-go.ts'
import { expiryWords } from './subject-words.ts'
import { useLooseTokens } from './use-subject-facts.ts'

interface LooseListProps {
  readonly desk: DeskStore
  readonly place: DeskPlace
}

/** So many stand there by themselves: with more, the profiles below would be out of reach. */
const newest = 6

/** What was pasted, found in answers, or made for tests. It is held until the vault locks, or a person lets go of it. */
export function LooseList({ desk, place }: LooseListProps) {
  const now = useNow()
  const loose = useLooseTokens()
  const dropping = useAsk('inspection.drop', [queryKeys.looseTokens])
  const [asksForAll, setAsksForAll] = useState(false)
  const shown = place.at === 'compare' ? null : place.subject
  const choose = useCallback(
    ({ id }: LooseToken) => desk.goTo({ at: 'token', subject: looseSubject(id), claim: null }),
    [desk],
  )
  const drop = useLettingGo(desk, dropping.run)
  const tokens = loose.state === 'ready' ? loose.value : []
  const listsAll = useStore(desk, (state) => state.listsAll)
  // The one that is shown stands in the list, however old.
  const listed = listsAll
    ? tokens
    : tokens.filter(({ id }, at) => at < newest || isSameSubject(looseSubject(id), shown))
  return (
    <section aria-label="Pasted and made here">
      <SectionHeading
        actions={
          tokens.length > 1 && (
            <Button variant="subtle" size="compact-xs" onClick={() => setAsksForAll(true)}>
              Let go of all
            </Button>
          )
        }
      >
        Pasted or made
      </SectionHeading>
      {loose.state === 'loading' && <LoadingLines label="Loading the tokens" />}
      {loose.state === 'failed' && <FailureNotice failure={loose.failure} on={{ retry: loose.retry }} />}
      {loose.state === 'ready' && tokens.length === 0 && (
        <p className={css['none']}>Nothing yet. What you paste above stands here.</p>
      )}
      {dropping.failure !== null && <DismissibleFailure failure={dropping.failure} onDismiss={dropping.dismiss} />}
      <ul className={css['rows']}>
        {listed.map((token) => {
          const { text, tone } = expiryWords(token.expiresAt, now)
          return (
            <LooseRow
              key={token.id}
              token={token}
              isShown={isSameSubject(looseSubject(token.id), shown)}
              expiry={text}
              expiryTone={tone}
              onChosen={choose}
              onDropped={drop.one}
            />
          )
        })}
      </ul>
      {tokens.length > newest && (
        <button
          type="button"
          className={css['more']}
          data-row
          aria-expanded={listsAll}
          onClick={() => desk.setState({ listsAll: !listsAll })}
        >
          {listsAll ? `Show the newest ${newest}` : `Show all ${tokens.length}`}
        </button>
      )}
      {asksForAll && (
        <ConfirmDialog
          title={`Let go of ${countOf(tokens.length, 'token')}?`}
          confirmLabel="Let go of all"
          dangerous
          onCancel={() => setAsksForAll(false)}
          onConfirm={() => {
            setAsksForAll(false)
            drop.all(tokens)
          }}
        >
          They are held in memory only, so they can’t be brought back. The tokens of your profiles stay.
        </ConfirmDialog>
      )}
    </section>
  )
}
