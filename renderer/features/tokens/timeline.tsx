import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ProfileSummary } from '@contract/profiles'
import type { TokenEvent } from '@contract/tokens'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { toLoadable } from '../../bridge/loadable.ts'
import { queryKeys } from '../../bridge/query-keys.ts'
import { useNow } from '../../bridge/use-now.ts'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { formatAgo } from '../../text/times.ts'
import { needsPerson } from '../../text/way-words.ts'
import { LoadingLines } from '../../ui/loading-lines.tsx'
import { useRememberedSet } from '../../ui/use-remembered-set.ts'
import { FoldedSection } from './folded-section.tsx'
import { daysOf } from './timeline-days.ts'
import { TimelineRow } from './timeline-event.tsx'
import css from './timeline.module.css'

const section = 'timeline'
const shownAtFirst = 30

/** What happened to a profile's tokens; closed until somebody asks, and then open for every profile. */
export function Timeline({ profile }: { readonly profile: ProfileSummary }) {
  const [open, setOpen] = useRememberedSet('open-inspector-sections')
  const isOpen = open.has(section)
  return (
    <FoldedSection
      title="Timeline"
      hint="what happened to its tokens"
      isOpen={isOpen}
      onToggle={(next) => setOpen(new Set(next ? [section] : []))}
    >
      <Content profile={profile} />
    </FoldedSection>
  )
}

function Content({ profile }: { readonly profile: ProfileSummary }) {
  const bridge = useBridge()
  const events = toLoadable(
    useQuery({
      queryKey: queryKeys.timeline(profile.id),
      queryFn: () => bridge.ask('tokens.timeline', { profileId: profile.id }),
      // Another Claimcheck writes into it too, and no event tells of that.
      refetchOnMount: 'always',
    }),
  )
  switch (events.state) {
    case 'loading':
      return <LoadingLines label="Loading the timeline" lines={4} />
    case 'failed':
      return <FailureNotice failure={events.failure} on={{ retry: events.retry }} />
    case 'ready':
      return events.value.length === 0 ? (
        <p className={css['nothing']}>
          Nothing yet. Sign-ins, refreshes, and the requests that used its token are listed here, without the tokens.
        </p>
      ) : (
        <Events events={events.value} isPersonal={needsPerson(profile.way)} />
      )
  }
}

interface EventsProps {
  readonly events: readonly TokenEvent[]
  readonly isPersonal: boolean
}

function Events({ events, isPersonal }: EventsProps) {
  const now = useNow()
  const [showsAll, setShowsAll] = useState(false)
  const shown = showsAll ? events : events.slice(0, shownAtFirst)
  const showsAuthority = new Set(events.map(({ authority }) => authority)).size > 1
  return (
    <div data-selectable>
      {daysOf(shown, now).map((day) => (
        <section key={day.name} aria-label={day.name}>
          <h3 className={css['day']}>{day.name}</h3>
          <ol className={css['events']}>
            {day.events.map((event, place) => (
              <TimelineRow
                // Counted from the oldest of the day: what comes on top must not draw the others anew.
                key={day.events.length - place}
                event={event}
                isPersonal={isPersonal}
                ago={formatAgo(new Date(event.at), now)}
                showsAuthority={showsAuthority}
              />
            ))}
          </ol>
        </section>
      ))}
      {shown.length < events.length && (
        <Button variant="subtle" onClick={() => setShowsAll(true)}>
          Show {events.length - shown.length} older
        </Button>
      )}
    </div>
  )
}
