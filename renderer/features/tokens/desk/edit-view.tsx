import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useBridge } from '../../../bridge/bridge-context.tsx'
import { toLoadable } from '../../../bridge/loadable.ts'
import { queryKeys } from '../../../bridge/query-keys.ts'
import { useNow } from '../../../bridge/use-now.ts'
import { FailureNotice } from '../../../text/failure-notice.tsx'
import { LoadingLines } from '../../../ui/loading-lines.tsx'
import type { EditParts } from './desk-outlets.ts'
import { EditForm } from './edit-form.tsx'
import css from './edit-view.module.css'
import { subjectTitle } from './subject-words.ts'
import { useSubjectFacts } from './use-subject-facts.ts'

/** A token taken apart, to be changed and put together again. What comes of it is nobody's credential, and never kept. */
export function EditView(props: EditParts) {
  const { subject, inside } = props
  const bridge = useBridge()
  const now = useNow()
  const facts = useSubjectFacts([subject])
  const heading = useRef<HTMLHeadingElement>(null)
  // What opened it is gone: whoever works by keys goes on here.
  useEffect(() => heading.current?.focus(), [])
  const draft = toLoadable(
    useQuery({
      queryKey: queryKeys.tokenDraft(subject),
      queryFn: () => bridge.ask('inspection.draft', { subject, recipe: null }),
      // What a person changed must not be written over, and the next time begins anew.
      gcTime: 0,
    }),
  )
  return (
    <>
      <h2 ref={heading} tabIndex={-1} className={css['title']}>
        Edit for tests: {subjectTitle(subject, facts, now)}
      </h2>
      {draft.state === 'loading' && <LoadingLines label="Taking the token apart" lines={8} />}
      {draft.state === 'failed' && (
        <FailureNotice failure={draft.failure} on={{ retry: draft.retry, 'unlock-vault': inside.onOpenVault }} />
      )}
      {draft.state === 'ready' && <EditForm {...props} start={draft.value} />}
    </>
  )
}
