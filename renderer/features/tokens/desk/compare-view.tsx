import { Button } from '@mantine/core'
import { IconArrowLeft, IconArrowsExchange, IconColumns } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { TokenSubject } from '@contract/jwt'
import { useBridge } from '../../../bridge/bridge-context.tsx'
import { toLoadable } from '../../../bridge/loadable.ts'
import { queryKeys } from '../../../bridge/query-keys.ts'
import { FailureNotice } from '../../../text/failure-notice.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { LoadingLines } from '../../../ui/loading-lines.tsx'
import type { TokenOutlets } from '../token-outlets.ts'
import css from './compare-view.module.css'
import { ComparisonTable } from './comparison-table.tsx'
import type { DeskPlace } from './desk-place.ts'
import { SubjectPicker } from './subject-picker.tsx'
import { useSubjectFacts } from './use-subject-facts.ts'

type ComparePlace = Extract<DeskPlace, { at: 'compare' }>

interface CompareViewProps {
  readonly place: ComparePlace
  readonly outlets: TokenOutlets
  readonly onMoved: (place: DeskPlace) => void
  /** To the token that was shown before. */
  readonly onBack: () => void
}

/** Two tokens side by side: before and after a refresh, alice and bob, what was pasted and what the profile holds. */
export function CompareView({ place, outlets, onMoved, onBack }: CompareViewProps) {
  const { left, right } = place
  const heading = useRef<HTMLHeadingElement>(null)
  // What opened it is gone: whoever works by keys goes on here.
  useEffect(() => heading.current?.focus(), [])
  const facts = useSubjectFacts([left, right])
  const view = useRef<HTMLDivElement>(null)
  const leave = () => {
    // What has the focus is about to go; who works by keys goes on with the token that takes its place.
    view.current?.closest<HTMLElement>('[data-pane]')?.focus()
    onBack()
  }
  return (
    // Escape only helps: the button does the same.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- see the line above
    <div
      ref={view}
      onKeyDown={(event) => {
        // What a menu of a part does with it comes here too, though the menu stands elsewhere in the document.
        const isInside = event.target instanceof Node && event.currentTarget.contains(event.target)
        if (event.key !== 'Escape' || event.defaultPrevented || !isInside) return
        event.preventDefault()
        leave()
      }}
    >
      <div className={css['top']}>
        <h2 ref={heading} tabIndex={-1} className={css['title']}>
          Compare two tokens
        </h2>
        <Button variant="subtle" leftSection={<IconArrowLeft size={14} aria-hidden="true" />} onClick={leave}>
          Back
        </Button>
      </div>
      <div className={css['sides']}>
        <SubjectPicker
          label="Left"
          chosen={left}
          facts={facts}
          onChosen={(subject) => onMoved({ ...place, left: subject })}
        />
        <Button
          className={css['swap'] ?? ''}
          leftSection={<IconArrowsExchange size={14} aria-hidden="true" />}
          disabled={left === null && right === null}
          onClick={() => onMoved({ ...place, left: right, right: left })}
        >
          Swap sides
        </Button>
        <SubjectPicker
          label="Right"
          chosen={right}
          facts={facts}
          onChosen={(subject) => onMoved({ ...place, right: subject })}
        />
      </div>
      {left === null || right === null ? (
        <EmptyState title="Choose two tokens" icon={<IconColumns size={30} stroke={1.4} />}>
          Before and after a refresh, two people, two environments: what differs stands first, with what it means.
        </EmptyState>
      ) : (
        <Compared left={left} right={right} outlets={outlets} />
      )}
    </div>
  )
}

interface ComparedProps {
  readonly left: TokenSubject
  readonly right: TokenSubject
  readonly outlets: TokenOutlets
}

function Compared({ left, right, outlets }: ComparedProps) {
  const bridge = useBridge()
  const comparison = toLoadable(
    useQuery({
      queryKey: queryKeys.comparison(left, right),
      queryFn: () => bridge.ask('inspection.compare', { left, right }),
      // The tokens of a profile change, and nobody says so of each that stands beside another.
      staleTime: 0,
    }),
  )
  if (comparison.state === 'loading') return <LoadingLines label="Comparing the tokens" lines={8} />
  if (comparison.state === 'failed') {
    return (
      <FailureNotice
        failure={comparison.failure}
        on={{ retry: comparison.retry, 'unlock-vault': outlets.onOpenVault }}
      />
    )
  }
  return (
    <ComparisonTable
      comparison={comparison.value}
      onInspectLeft={() => outlets.onInspect(left)}
      onInspectRight={() => outlets.onInspect(right)}
    />
  )
}
